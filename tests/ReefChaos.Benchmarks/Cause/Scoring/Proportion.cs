using System.Globalization;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>A share of runs, with Wilson's interval for 95 %, which also holds near nought and one.</summary>
internal readonly record struct Proportion(int Hits, int Of)
{
    private const double Z = 1.959964;

    public double Low => Bound(-1);

    public double High => Bound(1);

    public override string ToString() => Of == 0
        ? "no runs"
        : string.Create(CultureInfo.InvariantCulture, $"{Hits} of {Of}, {100.0 * Hits / Of:0.0} % ({100 * Low:0.0} to {100 * High:0.0} %)");

    private double Bound(int side)
    {
        if (Of == 0)
        {
            return side < 0 ? 0 : 1;
        }

        var (share, n) = ((double)Hits / Of, (double)Of);
        var spread = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return Math.Clamp((share + (Z * Z / (2 * n)) + (side * spread)) / (1 + (Z * Z / n)), 0, 1);
    }
}
