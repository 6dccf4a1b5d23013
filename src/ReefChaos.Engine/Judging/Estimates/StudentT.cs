namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>Student's t distribution, which pays for a scale that is estimated from few values.</summary>
internal static class StudentT
{
    /// <summary>Beyond this, in standard errors, no interval of one degree ends.</summary>
    public const double Widest = 12.7063;

    private const int Halvings = 50;

    /// <summary>The share of draws that lie further from zero, on either side.</summary>
    /// <remarks>The finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4.</remarks>
    public static double Beyond(double distance, int degrees)
    {
        var angle = Math.Atan(distance / Math.Sqrt(degrees));
        var (sin, cos) = Math.SinCos(angle);
        var odd = degrees % 2 == 1;
        var term = odd ? cos : 1.0;
        var sum = degrees == 1 ? 0 : term;
        for (var k = odd ? 3 : 2; k < degrees; k += 2)
        {
            term *= cos * cos * (k - 1) / k;
            sum += term;
        }

        return Math.Max(0, 1 - (odd ? 2 / Math.PI * (angle + sin * sum) : sin * sum));
    }

    /// <summary>Half the width of the interval of a sum of at least two values, of which each may follow the one before.</summary>
    /// <remarks>A mixture of t distributions, one for each strength of persistence.</remarks>
    public static double HalfWidthOfSum(int count, IReadOnlyList<Strength> strengths)
    {
        var errors = strengths.Select(s => Math.Sqrt(s.Variance * Persistence.OfSum(count, s.Rho))).ToArray();
        var (low, high) = (0.0, errors.Max() * Widest);
        for (var i = 0; i < Halvings && high > 0; i++)
        {
            var middle = (low + high) / 2;
            var beyond = 0.0;
            for (var k = 0; k < errors.Length; k++)
            {
                beyond += strengths[k].Weight * (errors[k] > 0 ? Beyond(middle / errors[k], count - 1) : 0);
            }

            (low, high) = beyond > 1 - Thresholds.Confidence ? (middle, high) : (low, middle);
        }

        return high;
    }
}
