using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Keeps what should be released: at a call site some with every call, at the process some every period.</summary>
[ActsAt(SiteKind.Process, SiteKind.Inbound, SiteKind.HttpClient, SiteKind.FaultPoint)]
public sealed record LeakFault : Fault
{
    public LeakKind Of { get; init; } = LeakKind.Managed;

    /// <summary>Bytes of one item; of the memory kinds only. A large object has at least 85,000 bytes.</summary>
    public ByteSize Size { get; init; } = new(64 << 10);

    /// <summary>Items that each injection keeps.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Time between two injections; at the process only.</summary>
    public Duration Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most items kept at once; beyond it nothing more is kept.</summary>
    public int Cap { get; init; } = 10_000;
}

public enum LeakKind
{
    Managed,
    LargeObject,
    Native,
    Tasks,
    Timers,
    Threads,
}
