using ReefChaos.Engine.Judging.Precursors;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Guards;

/// <summary>Says when an arm has done enough harm.</summary>
internal static class Guard
{
    /// <summary>What tripped, in words; null while nothing did.</summary>
    public static string? Tripped(Scenario scenario, LoadProfile load, History history) =>
        FailCountGuard.Tripped(load.MaxFailCount, history) ?? Tripped(scenario.Abort, history);

    internal static string? Tripped(GuardSpec? guard, History history) => guard is null
        ? null
        : AvailabilityGuard.Tripped(guard.Availability, history)
            ?? LevelGuard.Tripped("memory", guard.Memory, Signals.Memory, history)
            ?? LevelGuard.Tripped("heap", guard.Heap, Signals.Heap, history)
            ?? AverageGuard.Tripped("gc-pause", guard.GcPause, r => r.Value, Signals.GcPause, history)
            ?? AverageGuard.Tripped("gen0-interval", guard.Gen0Interval, d => d.Value.TotalSeconds, Signals.Gen0Interval, history);
}
