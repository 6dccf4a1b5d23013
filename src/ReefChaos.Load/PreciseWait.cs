using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReefChaos.Load;

/// <summary>Waits on the calling thread until a <see cref="Stopwatch"/> timestamp; some tens of microseconds late on Linux, up to 16 ms elsewhere.</summary>
internal static partial class PreciseWait
{
    private const int ClockMonotonic = 1;
    private const int TimerAbsolute = 1;
    private const int SetTimerSlack = 29;

    private static readonly ManualResetEventSlim Never = new(false);

    /// <summary>Once on the thread that waits: the kernel may by default delay its timers by 50 µs.</summary>
    public static void PrepareThread()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = prctl(SetTimerSlack, 1, 0, 0, 0);
        }
    }

    public static void Until(long timestamp)
    {
        if (OperatingSystem.IsLinux() && Stopwatch.Frequency == 1_000_000_000)
        {
            // A signal may end it early: the loop of the caller looks at the clock again.
            var at = new Timespec { Seconds = (nint)(timestamp / 1_000_000_000), Nanoseconds = (nint)(timestamp % 1_000_000_000) };
            _ = clock_nanosleep(ClockMonotonic, TimerAbsolute, in at, 0);
            return;
        }

        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp);
        if (left > TimeSpan.Zero)
        {
            Never.Wait(left);
        }
    }

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, in Timespec request, nint remain);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
