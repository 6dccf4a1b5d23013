using HdrHistogram;

namespace ReefChaos.Load;

/// <summary>Histograms of 1 µs to 1 hour with three digits; what lies outside counts as the nearest end.</summary>
internal static class Microseconds
{
    private const long Longest = 3_600_000_000;

    public static LongHistogram NewHistogram() => new(1, Longest, 3);

    public static long Of(double seconds) => (long)Math.Clamp(Math.Round(seconds * 1e6), 1, Longest);

    public static IEnumerable<(long Value, long Count)> Pairs(LongHistogram histogram)
    {
        foreach (var step in histogram.RecordedValues())
        {
            yield return (step.ValueIteratedTo, step.CountAtValueIteratedTo);
        }
    }
}
