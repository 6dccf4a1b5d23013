namespace ReefChaos.Engine.Judging.Estimates;

internal static class SeriesVariance
{
    /// <summary>The variance of the sum of a series with mean zero.</summary>
    /// <remarks>
    /// The greater of two: seconds taken as independent, and with neighbours (Newey and West, lags below the block length).
    /// Neighbours that seem to cancel out are not believed, since few seconds show that by chance.
    /// </remarks>
    public static double OfSum(ReadOnlySpan<double> residuals)
    {
        var n = residuals.Length;
        var independent = Products(residuals, 0);
        var related = independent;
        var block = Resamples.BlockLength(n);
        for (var lag = 1; lag < block; lag++)
        {
            related += 2 * (1 - (double)lag / block) * Products(residuals, lag);
        }

        return Math.Max(independent, related) * n / (n - 1);
    }

    private static double Products(ReadOnlySpan<double> residuals, int lag)
    {
        var sum = 0.0;
        for (var i = lag; i < residuals.Length; i++)
        {
            sum += residuals[i] * residuals[i - lag];
        }

        return sum;
    }
}
