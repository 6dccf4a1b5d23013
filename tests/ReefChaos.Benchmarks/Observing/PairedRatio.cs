using System.Globalization;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>The ratio of turns that were measured in pairs, one right after the other, with its 95% interval, by a bootstrap over the pairs.</summary>
internal static class PairedRatio
{
    private const int Draws = 10_000;
    private const double Outside = 0.025;

    /// <summary>The median of the pairs: within some the machine's speed changes, and those tell nothing.</summary>
    public static string Words(IReadOnlyList<double> ratios) => Words(ratios, drawn => Median(drawn.Select(pair => ratios[pair])));

    /// <param name="ratios">Each pair's.</param>
    /// <param name="of">That of some pairs together, given their numbers.</param>
    public static string Words(IReadOnlyList<double> ratios, Func<IReadOnlyList<int>, double> of)
    {
        var (random, all) = (new Random(1), Enumerable.Range(0, ratios.Count).ToArray());
        var drawn = Enumerable.Range(0, Draws).Select(_ => of(random.GetItems(all, all.Length))).Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{of(all):0.000} | {drawn[(int)(Outside * Draws)]:0.000} to {drawn[(int)((1 - Outside) * Draws)]:0.000} | {ratios.Min():0.000} to {ratios.Max():0.000}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
