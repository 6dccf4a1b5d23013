namespace ReefChaos.Scenarios;

/// <summary>An HTTP service that the target calls: a stub, or a proxy in front of a real one. Exactly one of the two is given.</summary>
public sealed record DependencySpec
{
    public StubSpec? Stub { get; init; }

    /// <summary>Base address of the real service, such as <c>http://127.0.0.1:8080</c>.</summary>
    public string? Proxy { get; init; }

    /// <summary>The target's environment variable that is set to the dependency's base address.</summary>
    public required string Env { get; init; }
}

public sealed record StubSpec
{
    public int Status { get; init; } = 200;

    public Duration Latency { get; init; }

    public string Body { get; init; } = "{}";

    public string ContentType { get; init; } = "application/json";
}
