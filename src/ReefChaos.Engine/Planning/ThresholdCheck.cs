using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether the load profile's thresholds go with the scenario's own objectives.</summary>
internal static class ThresholdCheck
{
    public static IEnumerable<PlanFinding> Check(Scenario scenario, Plan plan) =>
        from threshold in plan.Load.Thresholds?.Objectives() ?? []
        from objective in scenario.Slo.Objectives()
        where objective.Name == threshold.Name && objective.Comparison.IsUpper() != threshold.Comparison.IsUpper()
        select new PlanFinding(
            ObjectiveCheck.PathOf(objective),
            $"{objective.Name} {objective.Target} does not go with the threshold {threshold.Target} of the load '{plan.Load.Name}'; leave one of them out");
}
