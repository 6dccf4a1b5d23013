using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Stalls the reader of a bounded channel until its writers wait.</summary>
[ActsAt(SiteKind.Channel)]
public sealed record BlockedChannelFault : Fault
{
    /// <summary>How long each read that is hit stalls; left out, until disarmed.</summary>
    public Duration? Hold { get; init; }
}
