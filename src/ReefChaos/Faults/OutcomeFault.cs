using ReefChaos.Scenarios;

namespace ReefChaos.Faults;

/// <summary>Answers with a status code of its own in place of the real answer.</summary>
[ActsAt(SiteKind.Inbound, SiteKind.HttpClient, SiteKind.Dependency)]
public sealed record OutcomeFault : Fault
{
    public required int Status { get; init; }

    public string Body { get; init; } = "";

    /// <summary>Sent as the Retry-After header, in whole seconds; left out, no such header.</summary>
    public Duration? RetryAfter { get; init; }
}
