using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Lowers the container's memory limit: the kernel kills what needs more, and the runtime in it keeps its heap limit.</summary>
[ActsAt(SiteKind.Container)]
public sealed record MemorySqueezeFault : Fault
{
    /// <summary>Below the container's own limit, and above what it uses when the fault begins.</summary>
    public required ByteSize Memory { get; init; }
}
