using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Plans;

namespace ReefChaos.Torture.Coverage;

/// <summary>Services that answer 70 of 100 requests a second on average.</summary>
internal static class ThroughputServices
{
    private const double Truth = 70;

    private static readonly LoadProfile Load = new()
    {
        Name = "steady",
        Simulations = [new(SimulationKind.Inject, TimeSpan.FromSeconds(60), 100, Interval: TimeSpan.FromSeconds(1))],
        Journeys = [],
    };

    public static IReadOnlyList<SimulatedService> All { get; } =
    [
        Wobbly(8, 0),
        Wobbly(8, 0.3),
        Wobbly(8, 0.5),
        Wobbly(16, 0.5),
        Wobbly(30, 0.5),
        Wobbly(60, 0.8),
        Service("falls that are exponential, 8 s", chance => Enumerable.Range(0, 8).Select(_ => 80 - chance.Exponential(10))),
        Service("falls that are exponential, 30 s", chance => Enumerable.Range(0, 30).Select(_ => 80 - chance.Exponential(10))),
        Service("half of it in bursts of 2 s, 30 s", chance => chance.Bursts(30, 0.5, 2).Select(on => on ? 60.0 : 80)),
        Service("a fifth of it in bursts of 3 s, 60 s", chance => chance.Bursts(60, 0.2, 3).Select(on => on ? 54.0 : 74)),
    ];

    private static SimulatedService Wobbly(int seconds, double rho) =>
        Service(rho == 0 ? $"± 8/s, {seconds} s" : $"± 8/s, following by {rho:0.#}, {seconds} s", chance => chance.Correlated(seconds, rho).Select(n => Truth + 8 * n));

    private static SimulatedService Service(string name, Func<SimulatedChance, IEnumerable<double>> answers) => SimulatedService.Of(
        "throughput", name, Truth,
        chance => ThroughputEstimator.Of(
            new LoadSeries([.. answers(chance).Select((ok, i) => PlantedSecond.Of(100, 20, Math.Clamp((int)Math.Round(100 - ok), 0, 100)).At(i))]),
            Load));
}
