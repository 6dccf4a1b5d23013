using ReefChaos.Histories;

namespace ReefChaos.Engine.Reporting.Html;

/// <summary>One second as it is drawn. Latencies are in seconds, and null where there are none or they cannot be read.</summary>
internal sealed record ChartSecond(int Second, long Requests, long Ok, double? P50, double? P99)
{
    public double? Availability => Requests > 0 ? (double)Ok / Requests : null;

    public static ChartSecond Of(LoadSecond second)
    {
        IReadOnlyList<(long Value, long Count)> pairs;
        try
        {
            pairs = EncodedHistogram.Decode(second.Latencies);
        }
        catch (FormatException)
        {
            pairs = [];
        }

        return new ChartSecond(second.Second, second.Requests, second.Ok, Percentile(pairs, 0.5), Percentile(pairs, 0.99));
    }

    private static double? Percentile(IReadOnlyList<(long Value, long Count)> pairs, double share) => EncodedHistogram.ValueAt(pairs, share) / 1e6;
}
