namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// The interval of a share that is counted in seconds, such as the share of requests that succeeded. A binomial interval would take
/// the requests of one bad second for independent. So the counts are first shrunk to what they are worth:
/// <list type="bullet">
/// <item>With both outcomes seen: Wilson's interval on the effective count (Korn and Graubard), the count over the design effect, which is the
/// variance of the sum over the binomial one. Binomial chance is known; only what exceeds it is estimated, from seconds that may follow each
/// other (<see cref="Persistence"/>), and pays for their small number by Student's t. The share of a second lies between 0 and 1, so each second that
/// follows no other is worth one request at least: an outage that happened once does not make everything possible.</item>
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
        var (hit, count) = (Sum(hits), Sum(counts));
        return Of((double)hit / count, EffectiveCount(hits, counts));
    }

    /// <param name="count">Effective.</param>
    public static (double Low, double High) Of(double share, double count)
    {
        var bound = Math.Pow(1 - Thresholds.Confidence, 1.0 / count);
        return share >= 1 ? (bound, 1) : share <= 0 ? (0, 1 - bound) : Wilson(share, count);
    }

    /// <summary>As many independent requests tell as much; at most as many as there were.</summary>
    public static double EffectiveCount(ReadOnlySpan<int> hits, ReadOnlySpan<int> counts)
    {
        var (hit, count) = (Sum(hits), Sum(counts));
        if (hit == 0 || hit == count)
        {
            return count;
        }

        var n = counts.Length;
        if (n == 1)
        {
            return count * Math.Pow(Thresholds.Z / StudentT.Widest, 2);
        }

        var share = (double)hit / count;
        Span<double> residuals = n <= 256 ? stackalloc double[n] : new double[n];
        for (var i = 0; i < n; i++)
        {
            residuals[i] = hits[i] - share * counts[i];
        }

        var strengths = Persistence.Of(residuals, trend: false);
        var seen = strengths.Sum(s => s.Weight * s.Variance * Persistence.OfSum(n, s.Rho));
        var binomial = share * (1 - share) * count;
        if (seen <= binomial)
        {
            return count;
        }

        var paidFor = Math.Pow(StudentT.HalfWidthOfSum(n, strengths) / Thresholds.Z, 2);
        var least = (double)n * n / strengths.Sum(s => s.Weight * Persistence.OfSum(n, s.Rho));
        return Math.Min(count, Math.Max(least, count * binomial / (binomial + (seen - binomial) * paidFor / seen)));
    }

    private static long Sum(ReadOnlySpan<int> counts)
    {
        long sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
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
