using System.Globalization;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// A percentile over all requests. Its interval is Woodruff's: a latency lies in it if the share of requests at or below it may be
/// the percentile's, by <see cref="ShareInterval"/>.
/// </summary>
/// <remarks>
/// What the requests are worth is found once, near the percentile: further out so few are left that they seem independent always.
/// </remarks>
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
        var value = grid.Values[grid.PlaceOf(share)];
        var worth = Worth(grid, share);
        var (high, extrapolated) = High(grid, share, worth);
        return new Estimate(
            value / MicrosecondsPerSecond,
            Math.Min(value, Low(grid, share, worth)) / MicrosecondsPerSecond,
            Math.Max(value, high) / MicrosecondsPerSecond,
            extrapolated ? string.Create(CultureInfo.InvariantCulture, $"the upper end is extrapolated from {grid.Count} requests") : "");
    }

    /// <summary>The share of the requests that is left when they are counted as independent ones.</summary>
    private static double Worth(LatencyGrid grid, double share)
    {
        var value = grid.PlaceOf(share);
        while (value > 0 && grid.Count - grid.SumAtOrBelow(value) < Thresholds.LeastAbove)
        {
            value--;
        }

        return ShareInterval.EffectiveCount(grid.AtOrBelow(value), grid.Counts) / grid.Count;
    }

    private static double Low(LatencyGrid grid, double share, double worth)
    {
        var value = 0;
        while (value < grid.Values.Length - 1 && At(grid, value, worth).High < share)
        {
            value++;
        }

        return grid.Values[value];
    }

    /// <remarks>
    /// Fewer than 299 requests do not bound a p99 by themselves: then the greatest value is stretched as if the tail beyond it
    /// fell with 1/x, which is heavier than the tails of services. 200 requests stretch it by half, 100 threefold. Requests that follow
    /// each other are worth fewer; but whole seconds move a tail less than that, and so do not stretch it as far.
    /// </remarks>
    private static (double Value, bool Extrapolated) High(LatencyGrid grid, double share, double worth)
    {
        var value = grid.Values.Length - 1;
        var most = At(grid, value, worth).Low;
        if (most < share)
        {
            var alone = 1 - ShareInterval.Of(1, grid.Count).Low;
            var few = Math.Max(1, alone / (1 - share));
            var following = Math.Min(Thresholds.MostStretch, Math.Sqrt((1 - most) / Math.Max(alone, 1 - share)));
            return (grid.Values[value] * few * following, true);
        }

        while (value > 0 && At(grid, value - 1, worth).Low >= share)
        {
            value--;
        }

        return (grid.Values[value], false);
    }

    private static (double Low, double High) At(LatencyGrid grid, int value, double worth) =>
        ShareInterval.Of((double)grid.SumAtOrBelow(value) / grid.Count, grid.Count * worth);
}
