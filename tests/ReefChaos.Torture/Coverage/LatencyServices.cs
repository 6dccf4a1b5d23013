using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Scenarios;

namespace ReefChaos.Torture.Coverage;

/// <summary>Services with known distributions of latency. The truth is the percentile over all requests in the long run.</summary>
internal static class LatencyServices
{
    private const double Typical = 20;
    private const double Spread = 0.5;

    private static readonly double[] Percentiles = [50, 95, 99];

    public static IReadOnlyList<SimulatedService> All { get; } =
    [
        .. Percentiles.SelectMany(p => new[]
        {
            Logarithmic(8, 40, 0, 0, p),
            Logarithmic(8, 40, 0.3, 0.3, p),
            Logarithmic(8, 100, 0.3, 0.5, p),
            Logarithmic(16, 40, 0.3, 0.5, p),
            Logarithmic(30, 100, 0.3, 0.5, p),
            Logarithmic(60, 100, 0.3, 0.8, p),
            HeavyTailed(8, 40, p),
            HeavyTailed(30, 100, p),
            Bursty(30, 40, 0.3, 2, p),
            Bursty(60, 100, 0.2, 3, p),
        }),
    ];

    /// <summary>Log-normal, with a level that each second takes over from the one before.</summary>
    private static SimulatedService Logarithmic(int seconds, int rate, double wobble, double rho, double percentile)
    {
        var deviation = Math.Sqrt(wobble * wobble + Spread * Spread);
        return Service(
            wobble == 0 ? $"log-normal, {rate}/s, {seconds} s" : $"log-normal with levels ± {wobble:P0}, following by {rho:0.#}, {rate}/s, {seconds} s",
            percentile,
            ms => Normal.Below(Math.Log(ms / Typical) / deviation),
            chance => chance.Correlated(seconds, rho)
                .Select(level => Second(rate, () => Typical * Math.Exp(wobble * level + Spread * chance.Normal()))));
    }

    /// <summary>So heavy that the variance is infinite.</summary>
    private static SimulatedService HeavyTailed(int seconds, int rate, double percentile)
    {
        const double Index = 1.5;
        return Service(
            $"Pareto with index {Index}, {rate}/s, {seconds} s",
            percentile,
            ms => ms < Typical ? 0 : 1 - Math.Pow(Typical / ms, Index),
            chance => Enumerable.Range(0, seconds).Select(_ => Second(rate, () => chance.Pareto(Typical, Index))));
    }

    /// <summary>Five times as slow in bursts.</summary>
    private static SimulatedService Bursty(int seconds, int rate, double share, double length, double percentile) => Service(
        $"bursts of {length} s in {share:P0}, {rate}/s, {seconds} s",
        percentile,
        ms => (1 - share) * Normal.Below(Math.Log(ms / Typical) / Spread) + share * Normal.Below(Math.Log(ms / (5 * Typical)) / Spread),
        chance => chance.Bursts(seconds, share, length)
            .Select(on => Second(rate, () => (on ? 5 : 1) * Typical * Math.Exp(Spread * chance.Normal()))));

    private static PlantedSecond Second(int rate, Func<double> latency) => new([.. Enumerable.Range(0, rate).Select(_ => latency())]);

    private static SimulatedService Service(
        string name, double percentile, Func<double, double> below, Func<SimulatedChance, IEnumerable<PlantedSecond>> simulate)
    {
        var objective = new Objective($"latency.p{percentile}", ObjectiveKind.Latency, Comparison.AtMost, 0.5, "<= 500ms", percentile);
        return SimulatedService.Of(
            objective.Name, name, Inverse(below, percentile / 100) / 1000,
            chance => LatencyEstimator.Of(objective, new LoadSeries([.. simulate(chance).Select((s, i) => s.At(i))])));
    }

    private static double Inverse(Func<double, double> below, double share)
    {
        var (low, high) = (1e-3, 1e6);
        for (var i = 0; i < 100; i++)
        {
            var middle = Math.Sqrt(low * high);
            (low, high) = below(middle) < share ? (middle, high) : (low, middle);
        }

        return low;
    }
}
