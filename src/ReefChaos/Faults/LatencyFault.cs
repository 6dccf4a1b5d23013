using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Delays the call, by a fixed time or one drawn from a distribution.</summary>
[ActsAt(SiteKind.Inbound, SiteKind.HttpClient, SiteKind.FaultPoint, SiteKind.Dependency)]
public sealed record LatencyFault : Fault
{
    /// <summary>The fixed delay, or the distribution's mean.</summary>
    public required Duration Delay { get; init; }

    /// <summary>Uniform: half the width. Normal: the standard deviation. Not used by the others.</summary>
    public Duration Jitter { get; init; }

    public DelayDistribution Distribution { get; init; } = DelayDistribution.Fixed;
}

public enum DelayDistribution
{
    Fixed,
    Uniform,
    Normal,
    Exponential,
}
