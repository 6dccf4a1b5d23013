using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Freezes every process of the container; its connections stay open and nothing answers.</summary>
[ActsAt(SiteKind.Container)]
public sealed record PauseFault : Fault;
