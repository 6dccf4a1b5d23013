using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Loses the share of the container's packets that <c>rate</c> says, in both directions. Needs root.</summary>
[ActsAt(SiteKind.Container)]
public sealed record PacketLossFault : Fault;
