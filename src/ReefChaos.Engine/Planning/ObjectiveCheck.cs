using System.Globalization;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Whether each objective will have the data that decides it.</summary>
internal static class ObjectiveCheck
{
    /// <summary>A slope over fewer points than this is noise.</summary>
    private static readonly Duration LeastForGrowth = TimeSpan.FromSeconds(5);

    public static IEnumerable<PlanFinding> Check(Scenario scenario, Plan plan)
    {
        var objectives = scenario.Slo.Objectives();
        if (objectives.Count == 0)
        {
            yield return new("slo", "there is no objective, so nothing can be judged; add one, such as availability: \">= 99%\"");
        }

        foreach (var objective in objectives)
        {
            var message = objective.Kind switch
            {
                ObjectiveKind.Latency => Latency(objective, plan),
                ObjectiveKind.Throughput => Throughput(objective, plan),
                ObjectiveKind.Recovery => Recovery(objective, scenario),
                ObjectiveKind.MemoryGrowth or ObjectiveKind.ThreadGrowth => Growth(objective, scenario),
                _ => null,
            };
            if (message is not null)
            {
                yield return new(PathOf(objective), message);
            }
        }
    }

    /// <summary>The share beyond the percentile must hold one request at least.</summary>
    private static string? Latency(Objective objective, Plan plan)
    {
        // The small part undoes the rounding of 100 - 99.9.
        var needed = Math.Ceiling(100 / (100 - objective.Percentile!.Value) - 1e-6);
        return plan.ExpectedIn(Phase.Fault) is { } sent && sent < needed
            ? $"{objective.Name} needs {Text(needed)} requests in the fault phase, and the load '{plan.Load.Name}' sends about {Text(sent)}; "
                + "lengthen phases.fault, raise the load, or take a lower percentile"
            : null;
    }

    private static string? Throughput(Objective objective, Plan plan)
    {
        var seconds = plan.Phases.First(p => p.Phase == Phase.Fault).Length.Value.TotalSeconds;
        return objective.Comparison is Comparison.AtLeast or Comparison.Above
            && plan.ExpectedIn(Phase.Fault) is { } sent
            && !objective.Comparison.Holds(sent / seconds, objective.Threshold)
            ? $"the load '{plan.Load.Name}' offers about {Text(sent / seconds)} requests a second in the fault phase, so {objective.Target} cannot be met; "
                + "raise the load or lower the objective"
            : null;
    }

    private static string? Recovery(Objective objective, Scenario scenario)
    {
        var phase = scenario.Phases.Recovery;
        if (scenario.Slo is { Availability: null, Latency: null or { Count: 0 } })
        {
            return "recovery is the time until availability and latency hold again, and neither is given; add one of them";
        }

        return phase.Value == TimeSpan.Zero || phase.Value.TotalSeconds < objective.Threshold
            ? $"recovery {objective.Target} cannot be seen in a recovery phase of {(phase.Value == TimeSpan.Zero ? "0s" : phase)}; lengthen phases.recovery"
            : null;
    }

    private static string? Growth(Objective objective, Scenario scenario) => scenario.Phases.Fault.Value < LeastForGrowth.Value
        ? $"{objective.Name} needs a fault phase of at least {LeastForGrowth}; lengthen phases.fault, which is {scenario.Phases.Fault}"
        : null;

    /// <summary><c>latency.p99.9</c> is the key <c>p99.9</c> below <c>latency</c>.</summary>
    public static string PathOf(Objective objective) => "slo/" + string.Join('/', objective.Name.Split('.', 2));

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
