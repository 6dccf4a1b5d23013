using System.Globalization;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// A percentile over all requests. Its interval is the wider of the bootstrap's and of Woodruff's: a latency lies in it if
/// the share of requests at or below it may be the percentile's, by <see cref="ShareInterval"/>.
/// </summary>
internal static class LatencyEstimator
{
    private const double MicrosecondsPerSecond = 1e6;

    public static Estimate Of(Objective objective, LoadSeries series)
    {
        if (series.Busy.Count == 0)
        {
            return Estimate.Unknown("no request was due");
        }

        var grid = series.Latencies;
        var share = objective.Percentile!.Value / 100;
        var value = grid.Percentile(share, [.. Enumerable.Repeat(1, grid.Counts.Length)]);
        var drawn = series.Resamples.Interval(times => grid.Percentile(share, times));
        var (high, extrapolated) = High(grid, share);
        return new Estimate(
            value / MicrosecondsPerSecond,
            Math.Min(drawn.Low, Low(grid, share)) / MicrosecondsPerSecond,
            Math.Max(drawn.High, high) / MicrosecondsPerSecond,
            extrapolated ? string.Create(CultureInfo.InvariantCulture, $"the upper end is extrapolated from {grid.Count} requests") : "");
    }

    private static double Low(LatencyGrid grid, double share)
    {
        var value = 0;
        while (value < grid.Values.Length - 1 && ShareInterval.Of(grid.AtOrBelow(value), grid.Counts).High < share)
        {
            value++;
        }

        return grid.Values[value];
    }

    /// <remarks>
    /// Fewer than 299 requests do not bound a p99 by themselves: then the greatest value is stretched as if the tail beyond it
    /// fell with 1/x, which is heavier than the tails of services. 200 requests stretch it by half, 100 threefold.
    /// </remarks>
    private static (double Value, bool Extrapolated) High(LatencyGrid grid, double share)
    {
        var value = grid.Values.Length - 1;
        var most = ShareInterval.Of(grid.AtOrBelow(value), grid.Counts).Low;
        if (most < share)
        {
            return (grid.Values[value] * (1 - most) / (1 - share), true);
        }

        while (value > 0 && ShareInterval.Of(grid.AtOrBelow(value - 1), grid.Counts).Low >= share)
        {
            value--;
        }

        return (grid.Values[value], false);
    }
}
