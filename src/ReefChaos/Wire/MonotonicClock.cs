using System.Diagnostics;

namespace ReefChaos.Wire;

/// <summary>A clock that only goes forward, whatever happens to the time of day; its zero is the machine's own.</summary>
public static class MonotonicClock
{
    private static readonly long NanosecondsPerTick = Math.Max(1, 1_000_000_000 / Stopwatch.Frequency);

    public static long Nanoseconds => Of(Stopwatch.GetTimestamp());

    /// <param name="timestamp">Of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public static long Of(long timestamp) => timestamp * NanosecondsPerTick;
}
