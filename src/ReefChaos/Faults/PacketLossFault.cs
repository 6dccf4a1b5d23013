using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Loses the share of the container's packets that <c>rate</c> says, in both directions; only those that it sends where the kernel can by netem alone. Needs root.</summary>
[ActsAt(SiteKind.Container)]
public sealed record PacketLossFault : Fault;
