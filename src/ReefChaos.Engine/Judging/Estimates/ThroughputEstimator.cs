using ReefChaos.Plans;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>Successes a second, with an interval that allows for seconds that follow the second before.</summary>
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
        var half = StudentT.HalfWidthOfSum(ok.Length, Persistence.Of(ok, trend: false)) / ok.Length;
        return new Estimate(mean, Math.Max(0, mean - half), mean + half);
    }
}
