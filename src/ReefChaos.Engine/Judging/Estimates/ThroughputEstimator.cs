using ReefChaos.Plans;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>Successes a second, with the wider of the bootstrap's interval and Student's.</summary>
internal static class ThroughputEstimator
{
    /// <remarks>In an open loop a second in which nothing was due says nothing; in a closed loop the target made it so.</remarks>
    public static Estimate Of(LoadSeries series, LoadProfile load)
    {
        var closed = load.Simulations.Any(s => s.IsClosed);
        var ok = (closed ? series.All : series.Busy).Select(s => (double)s.Ok).ToArray();
        if (ok.Length < 2)
        {
            return Estimate.Unknown("fewer than two seconds of load");
        }

        var mean = ok.Average();
        var half = Distributions.StudentT(ok.Length - 1)
            * Math.Sqrt(SeriesVariance.OfSum(Array.ConvertAll(ok, o => o - mean))) / ok.Length;
        var resamples = ok.Length == series.Busy.Count ? series.Resamples : new Resamples(ok.Length, series.Seed);
        var drawn = resamples.Interval(times => Mean(ok, times));
        return new Estimate(mean, Math.Max(0, Math.Min(mean - half, drawn.Low)), Math.Max(mean + half, drawn.High));
    }

    private static double Mean(double[] values, int[] times)
    {
        var sum = 0.0;
        for (var i = 0; i < times.Length; i++)
        {
            sum += values[i] * times[i];
        }

        return sum / times.Length;
    }
}
