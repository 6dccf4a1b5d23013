using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Plans;

/// <summary>The seeded timeline of an experiment, the same for each arm, with no chance left in it.</summary>
/// <remarks>Times are seconds since the load began: time zero is the first intended start.</remarks>
public sealed record Plan
{
    public required string Scenario { get; init; }

    public required ulong Seed { get; init; }

    public required IReadOnlyList<PlannedPhase> Phases { get; init; }

    public required IReadOnlyList<PlannedFault> Faults { get; init; }

    /// <summary>In the order in which they run.</summary>
    public required IReadOnlyList<Arm> Arms { get; init; }

    public required LoadProfile Load { get; init; }

    public required Duration Lease { get; init; }

    /// <summary>Budget by which the baseline and the fault phase together may grow.</summary>
    public required Duration Extension { get; init; }
}

/// <param name="Start">Since the load began, when no phase before it is extended.</param>
public sealed record PlannedPhase(Phase Phase, Duration Start, Duration Length);

/// <param name="Id">Names the fault in history and orders: its mode and position, such as <c>leak-1</c>.</param>
/// <param name="Seed">Decides with the call's ordinal which calls are hit.</param>
/// <param name="ArmAfter">Since the fault phase began.</param>
/// <param name="DisarmAfter">Since the fault phase began; null at the phase's end, wherever an extension moves that.</param>
public sealed record PlannedFault(string Id, Fault Fault, ulong Seed, Duration ArmAfter, Duration? DisarmAfter);

public enum Phase
{
    Warmup,
    Baseline,
    Fault,
    Recovery,
}

/// <summary>One run of the plan.</summary>
public enum Arm
{
    /// <summary>Defences as the scenario's target has them.</summary>
    Defended,

    /// <summary>The same faults with the defences off.</summary>
    Control,
}
