using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>A downstream that accepts the call and never answers.</summary>
[ActsAt(SiteKind.HttpClient, SiteKind.FaultPoint, SiteKind.Dependency)]
public sealed record MissingTimeoutFault : Fault
{
    /// <summary>Whether the hanging call ends when its cancellation token fires; false plays a client that ignores it.</summary>
    public bool HonorCancellation { get; init; } = true;
}
