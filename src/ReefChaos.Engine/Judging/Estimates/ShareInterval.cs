namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// The interval of a share that is counted in seconds, such as the share of requests that succeeded. Phases are short:
/// a bootstrap over five to ten buckets is too narrow, and a binomial interval takes requests of one bad second for
/// independent. So the counts are first shrunk to what they are worth:
/// <list type="bullet">
/// <item>With both outcomes seen: Wilson's interval on the effective count (Korn and Graubard). The design effect is the
/// variance between seconds over the binomial one, neighbours included; Student's t pays for the few seconds.</item>
/// <item>With one outcome only, nothing varies and nothing can be estimated: the exact one-sided bound, known as the rule
/// of three. 300 requests without a failure show 99%, 60 show 95%.</item>
/// </list>
/// </summary>
internal static class ShareInterval
{
    /// <param name="hits">By second.</param>
    /// <param name="counts">By second, of which <paramref name="hits"/> are a part.</param>
    public static (double Low, double High) Of(ReadOnlySpan<int> hits, ReadOnlySpan<int> counts)
    {
        long hit = 0;
        long count = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            hit += hits[i];
            count += counts[i];
        }

        var bound = Math.Pow(1 - Thresholds.Confidence, 1.0 / count);
        return hit == count ? (bound, 1)
            : hit == 0 ? (0, 1 - bound)
            : Wilson((double)hit / count, EffectiveCount(hits, counts, (double)hit / count, count));
    }

    private static double EffectiveCount(ReadOnlySpan<int> hits, ReadOnlySpan<int> counts, double share, long count)
    {
        var n = counts.Length;
        var degrees = Thresholds.Z / Distributions.StudentT(n - 1);
        if (n == 1)
        {
            return count * degrees * degrees;
        }

        Span<double> residuals = n <= 256 ? stackalloc double[n] : new double[n];
        for (var i = 0; i < n; i++)
        {
            residuals[i] = hits[i] - share * counts[i];
        }

        var designEffect = SeriesVariance.OfSum(residuals) / (share * (1 - share) * count);
        return Math.Min(count, count / Math.Max(designEffect, 1e-9) * degrees * degrees);
    }

    private static (double Low, double High) Wilson(double share, double count)
    {
        const double z = Thresholds.Z;
        var middle = share + z * z / (2 * count);
        var half = z * Math.Sqrt(share * (1 - share) / count + z * z / (4 * count * count));
        var scale = 1 + z * z / count;
        return (Math.Max(0, (middle - half) / scale), Math.Min(1, (middle + half) / scale));
    }
}
