using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether the phases are long enough to be judged: buckets are of one second, and an interval needs a few.</summary>
internal static class PhaseCheck
{
    private static readonly Duration LeastBaseline = TimeSpan.FromSeconds(3);

    private static readonly Duration LeastFault = TimeSpan.FromSeconds(4);

    public static IEnumerable<PlanFinding> Check(Scenario scenario)
    {
        var phases = scenario.Phases;
        if (phases.Baseline.Value < LeastBaseline.Value)
        {
            yield return new("phases/baseline", $"the baseline phase of {phases.Baseline} is too short to show a steady state; give it at least {LeastBaseline}");
        }

        if (phases.Fault.Value < LeastFault.Value)
        {
            yield return new("phases/fault", $"the fault phase of {phases.Fault} is too short to be judged; give it at least {LeastFault}");
        }
    }
}
