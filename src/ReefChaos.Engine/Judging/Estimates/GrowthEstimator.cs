namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// A slope per second by Theil and Sen, which one jump of a garbage collection does not move, with Sen's rank interval.
/// Memory is correlated from second to second, so the interval is widened by the persistence of the ranks of what the slope leaves.
/// </summary>
internal static class GrowthEstimator
{
    /// <summary>Level and trend take two.</summary>
    private const int PersistenceFrom = 4;

    public static Estimate Of(IReadOnlyList<(double At, double Value)> samples)
    {
        var slopes = Slopes(samples);
        if (slopes.Count == 0)
        {
            return Estimate.Unknown("fewer than two samples");
        }

        var slope = Median(slopes);
        var n = samples.Count;
        var spread = Thresholds.Z * Math.Sqrt(n * (n - 1.0) * (2 * n + 5) / 18 * Inflation(samples, slope));
        var low = (int)Math.Floor((slopes.Count - spread) / 2);
        return low < 0
            ? new Estimate(slope, null, null, $"{n} samples are too few for an interval")
            : new Estimate(slope, slopes[low], slopes[^(low + 1)]);
    }

    private static List<double> Slopes(IReadOnlyList<(double At, double Value)> samples)
    {
        var slopes = new List<double>();
        for (var i = 0; i < samples.Count; i++)
        {
            for (var j = i + 1; j < samples.Count; j++)
            {
                if (samples[j].At > samples[i].At)
                {
                    slopes.Add((samples[j].Value - samples[i].Value) / (samples[j].At - samples[i].At));
                }
            }
        }

        slopes.Sort();
        return slopes;
    }

    /// <summary>How much the variance of the ranks grows when residuals follow their neighbours; 1 where too few samples tell.</summary>
    private static double Inflation(IReadOnlyList<(double At, double Value)> samples, double slope)
    {
        if (samples.Count < PersistenceFrom)
        {
            return 1;
        }

        var strengths = Persistence.Of(Ranks([.. samples.Select(s => s.Value - slope * s.At)]), trend: true);
        var independent = strengths[0].Variance;
        return independent <= 0 ? 1 : Math.Max(1, strengths.Sum(s => s.Weight * s.Variance / independent * Persistence.OfSlope(samples.Count, s.Rho)));
    }

    /// <summary>Equal values share the mean of their ranks.</summary>
    private static double[] Ranks(double[] values)
    {
        var sorted = values.Order().ToArray();
        return Array.ConvertAll(values, v => (Array.IndexOf(sorted, v) + Array.LastIndexOf(sorted, v)) / 2.0);
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
