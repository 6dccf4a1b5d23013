using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Scenarios;

namespace ReefChaos.Torture.Coverage;

/// <summary>Services that fail now and then. The truth is the share that succeeds in the long run.</summary>
internal static class AvailabilityServices
{
    private static readonly Objective Objective = new("availability", ObjectiveKind.Availability, Comparison.AtLeast, 0.95, ">= 95%");

    public static IReadOnlyList<SimulatedService> All { get; } =
    [
        Wobbly(8, 40, 0.9, 0, 0),
        Wobbly(8, 40, 0.98, 0, 0),
        Wobbly(30, 100, 0.99, 0, 0),
        Wobbly(8, 40, 0.9, 0.05, 0),
        Wobbly(8, 40, 0.9, 0.05, 0.5),
        Wobbly(16, 40, 0.9, 0.05, 0.5),
        Wobbly(30, 100, 0.95, 0.02, 0.5),
        Wobbly(60, 100, 0.95, 0.02, 0.8),
        Bursty(30, 40, 0.3, 2),
        Bursty(60, 100, 0.2, 3),
    ];

    /// <summary>Each second fails by a share of its own, even around the truth and following the second before.</summary>
    private static SimulatedService Wobbly(int seconds, int rate, double truth, double wobble, double rho) => SimulatedService.Of(
        "availability",
        wobble == 0 ? $"{truth:0.##} of {rate}/s, {seconds} s" : $"{truth:0.##} ± {wobble:0.##} of {rate}/s, following by {rho:0.#}, {seconds} s",
        truth,
        chance => Estimate(
            chance.Correlated(seconds, rho)
                .Select(n => truth + wobble * Math.Sqrt(3) * (2 * Normal.Below(n) - 1))
                .Select(share => PlantedSecond.Of(rate, 20, rate - chance.Binomial(rate, share)))));

    /// <summary>A tenth of the requests fails in bursts, and one of 200 between them.</summary>
    private static SimulatedService Bursty(int seconds, int rate, double share, double length) => SimulatedService.Of(
        "availability",
        $"bursts of {length} s in {share:P0} of {rate}/s, {seconds} s",
        share * 0.9 + (1 - share) * 0.995,
        chance => Estimate(
            chance.Bursts(seconds, share, length).Select(on => PlantedSecond.Of(rate, 20, rate - chance.Binomial(rate, on ? 0.9 : 0.995)))));

    private static Estimate Estimate(IEnumerable<PlantedSecond> seconds) =>
        AvailabilityEstimator.Of(Objective, new LoadSeries([.. seconds.Select((s, i) => s.At(i))]));
}
