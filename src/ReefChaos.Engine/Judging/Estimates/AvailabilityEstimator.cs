using System.Globalization;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>The share of requests that succeeded, with the wider of the bootstrap's and the binomial interval.</summary>
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

        var counted = ShareInterval.Of(ok, requests);
        var drawn = series.Resamples.Interval(times => Share(ok, requests, times));
        var estimate = new Estimate(value, Math.Min(counted.Low, drawn.Low), Math.Max(counted.High, drawn.High));
        return estimate with { Note = TooFew(objective, estimate, total) };
    }

    private static double Share(int[] ok, int[] requests, int[] times)
    {
        long hit = 0;
        long count = 0;
        for (var i = 0; i < times.Length; i++)
        {
            hit += (long)ok[i] * times[i];
            count += (long)requests[i] * times[i];
        }

        return (double)hit / count;
    }

    private static string TooFew(Objective objective, Estimate estimate, long total)
    {
        var needed = Math.Ceiling(Math.Log(1 - Thresholds.Confidence) / Math.Log(objective.Threshold));
        return estimate.Value == 1 && objective.Comparison == Comparison.AtLeast && estimate.Low < objective.Threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{total} requests are too few for this target: {needed} without a failure would show it")
            : "";
    }
}
