namespace ReefChaos.Scenarios;

/// <summary>How long each phase lasts, in whole seconds.</summary>
public sealed record PhaseLengths
{
    /// <summary>Where neither the scenario nor the load profile says how long.</summary>
    public static Duration DefaultWarmup { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Load runs, nothing is judged. Without it the load profile's WarmUpDuration counts, and without that 2s.</summary>
    public Duration? Warmup { get; init; }

    /// <summary>Steady state: the objectives must be met before anything is broken.</summary>
    public Duration Baseline { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The faults are armed within this phase, and the objectives are judged on it.</summary>
    public Duration Fault { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The faults are gone; recovery is judged.</summary>
    public Duration Recovery { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How much the baseline and the fault phase together may grow while an objective is undecided.</summary>
    public Duration Extension { get; init; } = TimeSpan.FromSeconds(10);
}
