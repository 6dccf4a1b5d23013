using System.Globalization;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>The share of requests that succeeded, with its <see cref="ShareInterval"/>.</summary>
internal static class AvailabilityEstimator
{
    public static Estimate Of(Objective objective, LoadSeries series)
    {
        if (series.Busy.Count == 0)
        {
            return Estimate.Unknown("no request was due");
        }

        var ok = series.Busy.Select(s => (int)s.Ok).ToArray();
        var requests = series.Busy.Select(s => (int)s.Requests).ToArray();
        var total = requests.Sum(r => (long)r);
        var value = (double)ok.Sum(o => (long)o) / total;
        if (objective is { Threshold: 1, Comparison: Comparison.AtLeast })
        {
            // No number of requests shows that none can ever fail: the bound is about the requests that were sent.
            return new Estimate(value, value, value);
        }

        var (low, high) = ShareInterval.Of(ok, requests);
        var estimate = new Estimate(value, low, high);
        return estimate with { Note = TooFew(objective, estimate, total) };
    }

    private static string TooFew(Objective objective, Estimate estimate, long total)
    {
        var needed = Math.Ceiling(Math.Log(1 - Thresholds.Confidence) / Math.Log(objective.Threshold));
        return estimate.Value == 1 && objective.Comparison == Comparison.AtLeast && estimate.Low < objective.Threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{total} requests are too few for this target: {needed} without a failure would show it")
            : "";
    }
}
