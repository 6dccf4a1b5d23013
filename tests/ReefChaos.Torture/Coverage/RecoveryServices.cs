using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Torture.Coverage;

/// <summary>Services that are well again at a known instant after their fault. Each run has another.</summary>
internal static class RecoveryServices
{
    private const int FaultEnds = 8;
    private const int Rest = 12;
    private const double Longest = 6;

    private static readonly Objective Recovery = new("recovery", ObjectiveKind.Recovery, Comparison.AtMost, 3, "<= 3s");
    private static readonly Objective Availability = new("availability", ObjectiveKind.Availability, Comparison.AtLeast, 0.95, ">= 95%");

    public static IReadOnlyList<SimulatedService> All { get; } =
    [
        Sudden(40, 0),
        Sudden(40, 0.02),
        Sudden(100, 0.03),
        Sudden(40, 0.04),
        Sudden(100, 0.04),
        Fading(40, 0, 2),
        Fading(40, 0, 4),
        Fading(100, 0.02, 4),
    ];

    /// <summary>Nine of ten requests fail, and from the instant on so few.</summary>
    private static SimulatedService Sudden(int rate, double after) => Service(
        $"at once, then {after:P0} of {rate}/s fail", rate, (at, well) => at < well ? 0.9 : after);

    /// <summary>Failures fade each second, and are back below the objective at the instant.</summary>
    private static SimulatedService Fading(int rate, double after, double factor) => Service(
        $"fading by {factor}, then {after:P0} of {rate}/s fail", rate,
        (at, well) => Math.Clamp(after + (1 - Availability.Threshold - after) * Math.Pow(factor, well - at), 0, 0.95));

    private static SimulatedService Service(string name, int rate, Func<double, double, double> failing) => new("recovery", name, chance =>
    {
        var well = FaultEnds + Longest * chance.Uniform();
        var seconds = Enumerable.Range(0, FaultEnds + Rest).Select(second =>
            PlantedSecond.Of(rate, 20, Enumerable.Range(0, rate).Count(i => chance.Uniform() < failing(second + (double)i / rate, well))).At(second));
        return (RecoveryEstimator.Of(Recovery, [Availability, Recovery], new History(Arm.Defended, [.. Frame, .. seconds])), well - FaultEnds);
    });

    private static IEnumerable<Entry> Frame =>
    [
        new PhaseStarted(Phase.Fault) { At = 0 },
        new FaultDisarmed("fault-1", 100, 100) { At = FaultEnds },
        new PhaseStarted(Phase.Recovery) { At = FaultEnds },
        new ArmEnded(ArmEnd.Completed) { At = FaultEnds + Rest },
    ];
}
