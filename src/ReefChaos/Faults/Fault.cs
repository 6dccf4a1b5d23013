using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>One disturbance, as data. What it does is the injector's affair.</summary>
public abstract record Fault
{
    public required Site At { get; init; }

    /// <summary>Share of the calls at the site that are hit; which ones follows from the seed and the call's ordinal.</summary>
    public Ratio Rate { get; init; } = Ratio.One;

    /// <summary>Arms so long after the fault phase began.</summary>
    public Duration After { get; init; }

    /// <summary>Disarms so long after it was armed; left out, at the end of the fault phase.</summary>
    public Duration? For { get; init; }
}
