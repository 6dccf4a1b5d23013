using ReefChaos.Engine.Planning;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>What a scenario asks for that a target in the runner's own process cannot do.</summary>
internal static class InProcessCheck
{
    private const string Remedy = "; run it as a process or in a container";

    /// <summary>These two are read by the host; others of that name are read by the runtime, once, when a process starts.</summary>
    private static readonly string[] OfTheHost = ["DOTNET_ENVIRONMENT", "DOTNET_URLS"];

    /// <exception cref="InvalidInputException">With all that cannot be done, by key.</exception>
    public static void Check(Scenario scenario)
    {
        var findings = Findings(scenario).Select(f => f with { Message = $"{f.Message}{Remedy}" }).ToList();
        if (findings.Count > 0)
        {
            throw new InvalidInputException(ValueCheck.ProblemsOf(scenario, findings));
        }
    }

    internal static IEnumerable<PlanFinding> Findings(Scenario scenario) =>
        [.. Target(scenario.Target), .. Variables(scenario), .. Dependencies(scenario), .. Faults(scenario), .. Unseen(scenario)];

    private static IEnumerable<PlanFinding> Target(TargetSpec target)
    {
        if (target.Project is null)
        {
            yield return new(target.Image is null ? "target/dockerfile" : "target/image", "an image does not run in-process");
        }

        if (target.Args.Count > 0)
        {
            yield return new("target/args", "in-process the target takes no command-line arguments");
        }
    }

    private static IEnumerable<PlanFinding> Variables(Scenario scenario) =>
        from place in new[] { (Path: "target/env", scenario.Target.Env), (Path: "control/env", scenario.Control.Env) }
        from name in place.Env.Keys
        where name.StartsWith("DOTNET_", StringComparison.Ordinal) && !OfTheHost.Contains(name)
        select new PlanFinding($"{place.Path}/{name}", "a runtime reads this variable when its process starts, and in-process that is the test's own");

    private static IEnumerable<PlanFinding> Dependencies(Scenario scenario) => scenario.Dependencies
        .Where(d => d.Value.IsContainer)
        .Select(d => new PlanFinding($"dependencies/{d.Key}", "in-process no dependency runs in a container"));

    private static IEnumerable<PlanFinding> Faults(Scenario scenario) =>
        from fault in scenario.Faults.Select((f, i) => (Fault: f, Index: i))
        where fault.Fault.At.Kind == SiteKind.Container
        let name = FaultCatalogue.NameOf(fault.Fault.GetType())
        select new PlanFinding($"faults/{fault.Index}/{name}/at", $"{name} acts at '{fault.Fault.At}', and in-process there is no container");

    /// <summary>The process is the runner's too: what it uses says nothing about the target.</summary>
    private static IEnumerable<PlanFinding> Unseen(Scenario scenario)
    {
        var (slo, abort) = (scenario.Slo, scenario.Abort);
        (string Path, bool Given)[] asked =
        [
            ("slo/memory-growth", slo.MemoryGrowth is not null),
            ("slo/thread-growth", slo.ThreadGrowth is not null),
            ("abort/memory", abort?.Memory is not null),
            ("abort/heap", abort?.Heap is not null),
            ("abort/gc-pause", abort?.GcPause is not null),
            ("abort/gen0-interval", abort?.Gen0Interval is not null),
        ];
        return asked.Where(a => a.Given).Select(a => new PlanFinding(a.Path, "in-process this cannot be observed of the target alone"));
    }
}
