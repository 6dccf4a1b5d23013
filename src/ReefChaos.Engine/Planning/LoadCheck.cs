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
        Duration needed = plan.Phases.Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase.Length.Value);
        if (offered.Value < needed.Value)
        {
            yield return new("load", $"the load '{name}' lasts {offered}, and the phases together {needed}; lengthen its simulations or shorten the phases");
        }

        foreach (var phase in new[] { Phase.Baseline, Phase.Fault })
        {
            if (plan.ExpectedIn(phase) == 0)
            {
                yield return new("load", $"the load '{name}' sends nothing in the {Kebab.Of(phase)} phase; move its pause elsewhere or change the phases");
            }
        }
    }

    /// <summary>Requests, when no phase is extended; null where a closed loop sets the pace.</summary>
    public static double? ExpectedIn(this Plan plan, Phase phase)
    {
        var planned = plan.Phases.First(p => p.Phase == phase);
        var start = planned.Start.Value.TotalSeconds;
        return Schedule(plan).Expected(start, start + planned.Length.Value.TotalSeconds);
    }

    private static ArrivalSchedule Schedule(Plan plan) => new(plan.Load, plan.Seed);
}
