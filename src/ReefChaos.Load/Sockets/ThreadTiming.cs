using System.Runtime.InteropServices;
using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>Has the kernel wake the calling thread when it is due, and not when that is convenient. Needs no privilege.</summary>
internal static unsafe class ThreadTiming
{
    private const int AttributesBytes = 48;
    private const ulong SliceNanoseconds = 100_000;

    public static void Sharpen()
    {
        // By default its timers may be delayed by 50 µs.
        _ = prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
        AskForShortSlices();
    }

    /// <summary>
    /// A thread that asks for short slices of a core gets one sooner when others run there: it waits for tenths of a millisecond in place
    /// of whole ones. Kernels before 6.12 take no notice.
    /// </summary>
    private static void AskForShortSlices()
    {
        var number = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 314, Architecture.Arm64 => 274, _ => 0 };
        if (number > 0)
        {
            // sched_attr: size, policy (0: the ordinary one), flags, nice, priority, runtime, and what only other policies have.
            var attributes = stackalloc byte[AttributesBytes];
            new Span<byte>(attributes, AttributesBytes).Clear();
            *(uint*)attributes = AttributesBytes;
            *(int*)(attributes + 16) = getpriority(PRIO_PROCESS, 0);
            *(ulong*)(attributes + 24) = SliceNanoseconds;
            _ = syscall(number, 0, attributes, 0);
        }
    }
}
