using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Fails the call with an exception; at a dependency, resets the connection.</summary>
[ActsAt(SiteKind.Inbound, SiteKind.HttpClient, SiteKind.FaultPoint, SiteKind.Dependency)]
public sealed record ErrorFault : Fault
{
    public ErrorKind Kind { get; init; } = ErrorKind.HttpRequest;
}

public enum ErrorKind
{
    HttpRequest,
    Timeout,
    Io,
    InvalidOperation,
}
