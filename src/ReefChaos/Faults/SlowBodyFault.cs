using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Sends the headers at once and the body drop by drop.</summary>
[ActsAt(SiteKind.Dependency, SiteKind.HttpClient)]
public sealed record SlowBodyFault : Fault
{
    public ByteRate Speed { get; init; } = new(16);
}
