using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>The few system calls of Linux that .NET does not offer.</summary>
internal static partial class Native
{
    public const int SigKill = 9;
    public const int SigTerm = 15;

    private const int LockExclusiveNow = 2 | 4;
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int OnlyUs = 0x180;
    private const int ClockTicks = 2;
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint WantUid = 8;

    /// <summary>Clock ticks a second, the unit of times in <c>/proc/PID/stat</c>.</summary>
    public static double TicksPerSecond { get; } = OperatingSystem.IsLinux() ? SystemConfiguration(ClockTicks) : 100;

    /// <summary>False where the process is gone or is not ours to signal.</summary>
    public static bool Signal(int processId, int signal) => processId > 1 && Kill(processId, signal) == 0;

    /// <summary>All of the process group that the process leads.</summary>
    public static bool SignalGroup(int leaderId, int signal) => leaderId > 1 && Kill(-leaderId, signal) == 0;

    /// <summary>For locking: .NET's own opening takes a lock of its own sharing rules, and fails where another has ours.</summary>
    public static SafeFileHandle OpenOrCreate(string path) => Open(path, ReadWriteCreateCloseOnExec, OnlyUs);

    /// <summary>False where another holds it. The kernel lets go when the last handle is closed, also by death.</summary>
    public static bool TryLock(SafeFileHandle file) => Flock(file, LockExclusiveNow) == 0;

    public static uint UserId { get; } = OperatingSystem.IsLinux() ? EffectiveUser() : 0;

    /// <summary>Links are not followed. Null where there is no such file.</summary>
    public static unsafe uint? OwnerOf(string path)
    {
        // struct statx: the user id lies at byte 20 on every architecture.
        var answer = stackalloc byte[256];
        return Statx(CurrentFolder, path, NoFollow, WantUid, answer) == 0 ? *(uint*)(answer + 20) : null;
    }

    /// <summary>Out of another process's memory, while that goes on. Gives how many bytes could be read, from the first one on.</summary>
    public static unsafe int ReadMemory(int processId, ulong address, Span<byte> buffer)
    {
        fixed (byte* into = buffer)
        {
            var local = new MemoryPart((nuint)into, (nuint)buffer.Length);
            var remote = new MemoryPart((nuint)address, (nuint)buffer.Length);
            return (int)Math.Max(0, ProcessVmRead(processId, &local, 1, &remote, 1, 0));
        }
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv")]
    private static unsafe partial nint ProcessVmRead(int pid, MemoryPart* local, nuint locals, MemoryPart* remote, nuint remotes, nuint flags);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "sysconf")]
    private static partial nint SystemConfiguration(int name);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* answer);

    /// <summary>struct iovec.</summary>
    private readonly record struct MemoryPart(nuint Address, nuint Length);
}
