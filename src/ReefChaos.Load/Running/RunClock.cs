using ReefChaos.Wire;

namespace ReefChaos.Load.Running;

/// <summary>Nanoseconds since time zero, on this machine's monotonic clock.</summary>
internal class RunClock(long zeroNanoseconds)
{
    /// <summary>Since the clock's own zero, which is the system's affair.</summary>
    public static long Absolute => MonotonicClock.Nanoseconds;

    public virtual long Now => Absolute - zeroNanoseconds;

    public long ToAbsolute(long nanoseconds) => zeroNanoseconds + nanoseconds;

    public static double Seconds(long nanoseconds) => nanoseconds / 1e9;

    /// <summary>Of no end, the last instant there is.</summary>
    public static long Nanoseconds(double seconds) => seconds >= long.MaxValue / 1e9 ? long.MaxValue : (long)(seconds * 1e9);
}
