using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether the load covers the phases, and sends something in those that are judged.</summary>
internal static class LoadCheck
{
    public static IEnumerable<PlanFinding> Check(Plan plan)
    {
        var name = plan.Load.Name;
        Duration offered = TimeSpan.FromSeconds(Schedule(plan).TotalSeconds);
        Duration needed = plan.Needed();
        if (offered.Value < needed.Value)
        {
            var what = plan.Load.Simulations.Any(s => s.Kind == SimulationKind.Replay) ? "trace" : "simulations";
            yield return new("load", $"the load '{name}' lasts {offered}, and the phases together {needed}; lengthen its {what} or shorten the phases");
        }

        foreach (var phase in new[] { Phase.Baseline, Phase.Fault })
        {
            if (plan.ExpectedIn(phase) == 0)
            {
                yield return new("load", $"the load '{name}' sends nothing in the {Kebab.Of(phase)} phase; move its pause elsewhere or change the phases");
            }
        }
    }

    /// <summary>All phases together.</summary>
    public static TimeSpan Needed(this Plan plan) => plan.Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Length.Value);

    /// <summary>Requests, when no phase is extended and every step succeeds; null where a closed loop sets the pace.</summary>
    public static double? ExpectedIn(this Plan plan, Phase phase)
    {
        var planned = plan.Phases.First(p => p.Phase == phase);
        var start = planned.Start.Value.TotalSeconds;
        return Schedule(plan).Expected(start, start + planned.Length.Value.TotalSeconds) * StepsIn(plan.Load.Journeys);
    }

    /// <summary>Requests of a journey, on average.</summary>
    private static double StepsIn(IReadOnlyList<Journey> journeys) =>
        journeys.Count == 0 ? 1 : journeys.Sum(j => (double)j.Weight * j.Steps.Count) / journeys.Sum(j => (double)j.Weight);

    private static ArrivalSchedule Schedule(Plan plan) => new(plan.Load, plan.Seed);
}
