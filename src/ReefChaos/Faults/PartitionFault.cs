using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Takes the container off its networks, in both directions and with its published port.</summary>
[ActsAt(SiteKind.Container)]
public sealed record PartitionFault : Fault;
