using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Torture.Coverage;

/// <summary>A service whose true value is known.</summary>
/// <param name="Kind">Of its objective, as in reports.</param>
/// <param name="Run">One run of it: the estimate, and the truth in the objective's base unit.</param>
internal sealed record SimulatedService(string Kind, string Name, Func<SimulatedChance, (Estimate Estimate, double Truth)> Run)
{
    public static SimulatedService Of(string kind, string name, double truth, Func<SimulatedChance, Estimate> run) =>
        new(kind, name, chance => (run(chance), truth));

    public static IReadOnlyList<SimulatedService> All { get; } =
    [
        .. AvailabilityServices.All, .. LatencyServices.All, .. ThroughputServices.All, .. GrowthServices.All, .. RecoveryServices.All,
    ];
}
