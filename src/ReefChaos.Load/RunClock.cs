using System.Diagnostics;

namespace ReefChaos.Load;

/// <summary>Seconds since time zero, on this machine's monotonic clock.</summary>
internal sealed class RunClock(long zeroNanoseconds)
{
    private readonly long zeroTimestamp = (long)(zeroNanoseconds * (Stopwatch.Frequency / 1e9));

    public double Now => (Stopwatch.GetTimestamp() - zeroTimestamp) / (double)Stopwatch.Frequency;

    public long TimestampOf(double seconds) => zeroTimestamp + (long)(seconds * Stopwatch.Frequency);
}
