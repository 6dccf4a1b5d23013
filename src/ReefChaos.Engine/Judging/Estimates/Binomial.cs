namespace ReefChaos.Engine.Judging.Estimates;

internal static class Binomial
{
    private const double Negligible = 1e-12;

    /// <summary>The chance of so many hits or more; 1 where that is no more than is to be expected.</summary>
    /// <param name="share">The chance of each of the <paramref name="count"/>.</param>
    public static double AtLeast(long hits, long count, double share)
    {
        if (hits <= share * count)
        {
            return 1;
        }

        if (share <= 0)
        {
            return 0;
        }

        var log = (count - hits) * Math.Log(1 - share) + hits * Math.Log(share);
        for (var i = 1L; i <= hits; i++)
        {
            log += Math.Log((double)(count - hits + i) / i);
        }

        var sum = 0.0;
        var term = Math.Exp(log);
        for (var k = hits; k <= count && term > Negligible; k++)
        {
            sum += term;
            term *= (double)(count - k) / (k + 1) * share / (1 - share);
        }

        return sum;
    }
}
