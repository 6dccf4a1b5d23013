using System.Diagnostics;

namespace ReefChaos.Load.NBomber;

/// <summary>Seconds since time zero, on this machine's monotonic clock.</summary>
internal sealed class DriverClock(long zeroNanoseconds)
{
    public static long NowNanoseconds => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    public double Now => (NowNanoseconds - zeroNanoseconds) / 1e9;
}
