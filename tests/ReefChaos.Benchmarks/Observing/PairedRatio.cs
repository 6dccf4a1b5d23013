using System.Globalization;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>The ratio of pairs that were measured one right after the other, as their geometric mean.</summary>
internal static class PairedRatio
{
    private const int Draws = 10_000;
    private const double Outside = 0.025;

    /// <summary>With its 95% interval, by a bootstrap over the pairs.</summary>
    public static (double Value, double Low, double High) Of(IReadOnlyList<double> ratios)
    {
        var logs = ratios.Select(r => Math.Log(r)).ToArray();
        var random = new Random(1);
        var means = Enumerable.Range(0, Draws).Select(_ => Enumerable.Range(0, logs.Length).Average(_ => logs[random.Next(logs.Length)])).Order().ToArray();
        return (Math.Exp(logs.Average()), Math.Exp(means[(int)(Outside * Draws)]), Math.Exp(means[(int)((1 - Outside) * Draws)]));
    }

    public static string Words(IReadOnlyList<double> ratios)
    {
        var (value, low, high) = Of(ratios);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.000} | {low:0.000} to {high:0.000} | {ratios.Min():0.000} to {ratios.Max():0.000}");
    }
}
