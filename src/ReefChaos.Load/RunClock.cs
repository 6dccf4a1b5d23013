using System.Diagnostics;

namespace ReefChaos.Load;

/// <summary>Seconds since time zero, on the monotonic clock that all processes of a machine share.</summary>
internal sealed class RunClock(long zeroTimestamp)
{
    public double Now => (Stopwatch.GetTimestamp() - zeroTimestamp) / (double)Stopwatch.Frequency;

    public long TimestampOf(double seconds) => zeroTimestamp + (long)(seconds * Stopwatch.Frequency);
}
