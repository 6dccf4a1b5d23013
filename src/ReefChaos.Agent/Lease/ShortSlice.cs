using System.Runtime.InteropServices;

namespace ReefChaos.Agent.Lease;

/// <summary>Has a thread served soon after it wakes, however many others are ready to run.</summary>
/// <remarks>
/// From Linux 6.12 on, a thread may ask for shorter turns than the usual ones of milliseconds, and one with short turns goes first. Its share of the processor
/// stays the same, so that no right is needed for it. Elsewhere nothing changes.
/// </remarks>
internal static unsafe partial class ShortSlice
{
    /// <summary>The shortest that the kernel takes.</summary>
    private const ulong Nanoseconds = 100_000;

    /// <summary>Threads that this one starts, maybe of the app's pool, are as any other.</summary>
    private const ulong NotInherited = 1;

    private const uint Normal = 0;
    private const uint Batch = 3;

    public static void TakeForThisThread()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return;
        }

        try
        {
            Take();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another kind: the thread is served like any other.
        }
    }

    private static void Take()
    {
        // sched_setattr and sched_getattr, which older C libraries do not have.
        var (set, get) = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? (314, 315) : (274, 275);
        Attributes attributes = default;
        if (SystemCall(get, 0, &attributes, (nuint)sizeof(Attributes), 0) == 0 && attributes.Policy is Normal or Batch)
        {
            attributes.Size = (uint)sizeof(Attributes);
            attributes.Flags |= NotInherited;
            attributes.RuntimeNs = Nanoseconds;
            _ = SystemCall(set, 0, &attributes, 0, 0);
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint thread, Attributes* attributes, nuint sizeOrFlags, nuint flags);

    /// <summary>The first version of the kernel's <c>sched_attr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong RuntimeNs;
        public ulong DeadlineNs;
        public ulong PeriodNs;
    }
}
