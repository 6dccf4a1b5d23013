using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether each guard can ever trip.</summary>
internal static class GuardCheck
{
    /// <summary>An average needs two looks at the target, which come once a second.</summary>
    private static readonly Duration LeastAverage = TimeSpan.FromSeconds(2);

    public static IEnumerable<PlanFinding> Check(Scenario scenario, Plan plan)
    {
        if (scenario.Abort is not { } guards)
        {
            return [];
        }

        (string Name, Duration? For, bool OfLimit, bool Average)[] all =
        [
            ("availability", guards.Availability?.For, false, false),
            ("memory", guards.Memory?.For, true, false),
            ("heap", guards.Heap?.For, true, false),
            ("gc-pause", guards.GcPause?.For, false, true),
            ("gen0-interval", guards.Gen0Interval?.For, false, true),
        ];
        var limited = scenario.Target.Limits.Memory is not null;
        Duration together = plan.Needed();
        return from guard in all
               where guard.For is not null
               let time = guard.For ?? default
               let problem =
                   guard.OfLimit && !limited ? "is a share of the memory limit, and there is none; add memory to target.limits, or leave the guard out"
                   : guard.Average && time.Value < LeastAverage.Value ? $"is an average over {time}, and the target is looked at once a second; take at least {LeastAverage}"
                   : time.Value > together.Value ? $"needs {time}, and the phases together last {together}; shorten it, lengthen the phases, or leave the guard out"
                   : null
               where problem is not null
               select new PlanFinding($"abort/{guard.Name}", $"the {guard.Name} guard {problem}");
    }
}
