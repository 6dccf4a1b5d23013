using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Limits how fast the container reads and writes its disk, each; on cgroup v1 only direct I/O and fsync. Needs root.</summary>
[ActsAt(SiteKind.Container)]
public sealed record DiskThrottleFault : Fault
{
    public required ByteRate Speed { get; init; }
}
