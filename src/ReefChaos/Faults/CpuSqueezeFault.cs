using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Lowers the container's CPU quota; the runtime in it keeps the processor count that it started with.</summary>
[ActsAt(SiteKind.Container)]
public sealed record CpuSqueezeFault : Fault
{
    /// <summary>Quota in cores; below the container's own limit.</summary>
    public required double Cpus { get; init; }
}
