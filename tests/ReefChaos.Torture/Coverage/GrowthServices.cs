using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Torture.Coverage;

/// <summary>Processes that grow by a megabyte, or half a thread, a second, seen through noise.</summary>
internal static class GrowthServices
{
    private const double Bytes = 1e6;
    private const double Threads = 0.5;

    public static IReadOnlyList<SimulatedService> All { get; } =
    [
        Memory("± 0.4 MB", 8, chance => chance.Correlated(8, 0)),
        Memory("± 0.4 MB", 30, chance => chance.Correlated(30, 0)),
        Memory("± 0.4 MB, following by 0.5", 12, chance => chance.Correlated(12, 0.5)),
        Memory("± 0.4 MB, following by 0.5", 30, chance => chance.Correlated(30, 0.5)),
        Memory("± 0.4 MB, following by 0.8", 60, chance => chance.Correlated(60, 0.8)),
        Memory("jumps that are exponential", 12, chance => Enumerable.Range(0, 12).Select(_ => chance.Exponential(1))),
        Memory("bursts of 3 s of 2 MB", 30, chance => chance.Bursts(30, 0.3, 3).Select(on => on ? 5.0 : 0)),
        Number("counts ± 2", 12, chance => chance.Correlated(12, 0)),
        Number("counts ± 2", 30, chance => chance.Correlated(30, 0)),
        Number("counts ± 2, following by 0.5", 30, chance => chance.Correlated(30, 0.5)),
        Number("counts ± 2, following by 0.8", 60, chance => chance.Correlated(60, 0.8)),
        Number("counts with bursts of 3 s", 30, chance => chance.Bursts(30, 0.3, 3).Select(on => on ? 3.0 : 0)),
    ];

    private static SimulatedService Memory(string name, int samples, Func<SimulatedChance, IEnumerable<double>> noise) => SimulatedService.Of(
        "memory-growth", $"{name}, {samples} samples", Bytes,
        chance => GrowthEstimator.Of([.. noise(chance).Select((n, i) => (i + 0.1, 1e8 + Bytes * i + 4e5 * n))]));

    private static SimulatedService Number(string name, int samples, Func<SimulatedChance, IEnumerable<double>> noise) => SimulatedService.Of(
        "thread-growth", $"{name}, {samples} samples", Threads,
        chance => GrowthEstimator.Of([.. noise(chance).Select((n, i) => (i + 0.1, Math.Round(20 + Threads * i + 2 * n)))]));
}
