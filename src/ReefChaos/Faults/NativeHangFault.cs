using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>A native call (P/Invoke) that does not return on the calling thread, until disarmed.</summary>
[ActsAt(SiteKind.FaultPoint, SiteKind.Inbound, SiteKind.HttpClient)]
public sealed record NativeHangFault : Fault
{
    /// <summary>How long each call hangs; left out, until disarmed.</summary>
    public Duration? Hold { get; init; }
}
