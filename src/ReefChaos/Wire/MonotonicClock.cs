using System.Diagnostics;

namespace ReefChaos.Wire;

/// <summary>A clock that only goes forward, whatever happens to the time of day; its zero is the machine's own.</summary>
public static class MonotonicClock
{
    public static long Nanoseconds => Of(Stopwatch.GetTimestamp());

    /// <param name="timestamp">Of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public static long Of(long timestamp) => (long)(timestamp * (1e9 / Stopwatch.Frequency));
}
