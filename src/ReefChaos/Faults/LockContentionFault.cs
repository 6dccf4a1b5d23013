using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Takes a lock of the request path from another thread, holds it, lets go, and again.</summary>
[ActsAt(SiteKind.Lock)]
public sealed record LockContentionFault : Fault
{
    public Duration Hold { get; init; } = TimeSpan.FromMilliseconds(900);

    /// <summary>From one taking to the next; a period not above the hold takes it again at once.</summary>
    public Duration Period { get; init; } = TimeSpan.FromSeconds(1);
}
