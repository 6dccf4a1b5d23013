using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Lays a scenario out in time. The same input gives the same plan.</summary>
public static class Planner
{
    public static Plan Plan(Scenario scenario, LoadProfile profile, ulong seed) => new()
    {
        Scenario = scenario.Name,
        Seed = seed,
        Phases = PhasesOf(scenario.Phases, profile.WarmUp),
        Faults = [.. scenario.Faults.Select((fault, i) => PlannedOf(fault, i + 1, seed))],
        Arms = scenario.Control.None is null ? [Arm.Defended, Arm.Control] : [Arm.Defended],
        Load = profile,
        Lease = scenario.Lease,
        Extension = scenario.Phases.Extension,
    };

    /// <summary>All four, also where one has no length.</summary>
    /// <param name="warmUp">Of the load profile.</param>
    private static List<PlannedPhase> PhasesOf(PhaseLengths lengths, Duration? warmUp)
    {
        var phases = new List<PlannedPhase>();
        var start = TimeSpan.Zero;
        foreach (var (phase, length) in new[]
        {
            (Phase.Warmup, lengths.Warmup ?? warmUp ?? PhaseLengths.DefaultWarmup),
            (Phase.Baseline, lengths.Baseline),
            (Phase.Fault, lengths.Fault),
            (Phase.Recovery, lengths.Recovery),
        })
        {
            phases.Add(new PlannedPhase(phase, start, length));
            start += length;
        }

        return phases;
    }

    private static PlannedFault PlannedOf(Fault fault, int position, ulong seed)
    {
        var id = $"{FaultCatalogue.NameOf(fault)}-{position}";
        Duration? disarm = fault.For is { } length ? fault.After.Value + length.Value : null;
        return new PlannedFault(id, fault, Chance.Derive(seed, id), fault.After, disarm);
    }
}
