using ReefChaos.Faults;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;
using EngineJudge = ReefChaos.Engine.Judging.Judge;

namespace ReefChaos.Tests.Engine.Judging;

/// <summary>An experiment with known content: warm-up to second 2, baseline to 6, faults to 14, recovery to 18.</summary>
internal sealed class Planted
{
    public const string Fault = "missing-timeout-1";

    public Scenario Scenario { get; set; } = new()
    {
        Name = "planted",
        Target = new TargetSpec { Project = "src/Shop" },
        Load = "checkout",
        Faults = [new MissingTimeoutFault { At = Site.Parse("http-client:payments") }],
        Slo = new Slo
        {
            Availability = Bound<Ratio>.Parse(">= 95%"),
            Latency = new Dictionary<Percentile, Bound<Duration>> { [Percentile.Parse("p99")] = Bound<Duration>.Parse("<= 500ms") },
            Recovery = Bound<Duration>.Parse("<= 3s"),
        },
        Control = new ControlSpec { Env = new Dictionary<string, string> { ["Shop__Defenses"] = "none" } },
    };

    public ulong Seed { get; set; } = 42;

    public PlantedArm Defended { get; set; } = PlantedArm.Holding(Arm.Defended);

    public PlantedArm? Control { get; set; } = PlantedArm.Breaking(Arm.Control);

    public Plan Plan => new()
    {
        Scenario = Scenario.Name,
        Seed = Seed,
        Phases =
        [
            new(Phase.Warmup, TimeSpan.Zero, TimeSpan.FromSeconds(2)),
            new(Phase.Baseline, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)),
            new(Phase.Fault, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(8)),
            new(Phase.Recovery, TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(4)),
        ],
        Faults = [.. Scenario.Faults.Select((f, i) => new PlannedFault($"{FaultCatalogue.NameOf(f)}-{i + 1}", f, 7, TimeSpan.Zero, null))],
        Arms = Control is null ? [Arm.Defended] : [Arm.Defended, Arm.Control],
        Load = new LoadProfile
        {
            Name = "checkout",
            Simulations = [new(SimulationKind.Inject, TimeSpan.FromSeconds(60), 40, Interval: TimeSpan.FromSeconds(1))],
            Journeys = [],
        },
        Lease = TimeSpan.FromSeconds(3),
        Extension = TimeSpan.FromSeconds(10),
    };

    public Dictionary<Arm, History> Histories => new PlantedArm?[] { Defended, Control }
        .OfType<PlantedArm>().ToDictionary(a => a.Arm, a => a.History);

    public Verdict Verdict => EngineJudge.Decide(Scenario, Plan, Histories);

    /// <summary>The scenario with one objective only.</summary>
    public Planted With(Slo slo)
    {
        Scenario = Scenario with { Slo = slo };
        return this;
    }
}
