namespace ReefChaos.Engine.Judging.Estimates;

internal static class Distributions
{
    /// <summary>The 97.5% quantile of Student's t.</summary>
    /// <remarks>Cornish-Fisher expansion, right to three digits from three degrees on; below, the exact values.</remarks>
    public static double StudentT(int degrees)
    {
        const double z = Thresholds.Z;
        return degrees switch
        {
            <= 1 => 12.706,
            2 => 4.303,
            _ => z + (z * z * z + z) / (4 * degrees)
                + (5 * Math.Pow(z, 5) + 16 * z * z * z + 3 * z) / (96.0 * degrees * degrees)
                + (3 * Math.Pow(z, 7) + 19 * Math.Pow(z, 5) + 17 * z * z * z - 15 * z) / (384.0 * degrees * degrees * degrees),
        };
    }

    /// <summary>The middle <see cref="Thresholds.Confidence"/> of the draws, which it sorts.</summary>
    public static (double Low, double High) Middle(double[] draws)
    {
        Array.Sort(draws);
        var cut = (int)(draws.Length * (1 - Thresholds.Confidence) / 2);
        return (draws[cut], draws[^(cut + 1)]);
    }
}
