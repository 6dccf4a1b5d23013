using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Limits how fast the container sends; what it receives is not slowed. Needs root.</summary>
[ActsAt(SiteKind.Container)]
public sealed record BandwidthFault : Fault
{
    public required ByteRate Speed { get; init; }
}
