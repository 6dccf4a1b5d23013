using System.Globalization;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>The ratio of pairs that were measured one right after the other, as their median: within some pairs the machine's speed changes, and those tell nothing.</summary>
internal static class PairedRatio
{
    private const int Draws = 10_000;
    private const double Outside = 0.025;

    /// <summary>With its 95% interval, by a bootstrap over the pairs.</summary>
    public static (double Value, double Low, double High) Of(IReadOnlyList<double> ratios)
    {
        var random = new Random(1);
        var medians = Enumerable.Range(0, Draws).Select(_ => Median(Enumerable.Range(0, ratios.Count).Select(_ => ratios[random.Next(ratios.Count)]))).Order().ToArray();
        return (Median(ratios), medians[(int)(Outside * Draws)], medians[(int)((1 - Outside) * Draws)]);
    }

    public static string Words(IReadOnlyList<double> ratios)
    {
        var (value, low, high) = Of(ratios);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.000} | {low:0.000} to {high:0.000} | {ratios.Min():0.000} to {ratios.Max():0.000}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
