namespace ReefChaos.Cli.Init.Reading;

/// <summary>What a service's code says of the places where faults can act, each once.</summary>
internal sealed record ServiceFacts
{
    public required IReadOnlyList<Route> Routes { get; init; }

    public required IReadOnlyList<OutboundClient> Clients { get; init; }

    public required IReadOnlyList<BoundedChannel> Channels { get; init; }

    public required IReadOnlyList<LockField> Locks { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<string> FaultPoints { get; init; }

    /// <summary>Resilience pipelines of Polly in dependency injection, by name.</summary>
    public required IReadOnlyList<string> Pipelines { get; init; }

    public static ServiceFacts Read(Code code) => new()
    {
        Routes = [.. EndpointReader.Read(code).Concat(ControllerReader.Read(code)).Distinct()],
        Clients = [.. ClientReader.Read(code).DistinctBy(c => c.Name)],
        Channels = [.. ChannelReader.Read(code).DistinctBy(c => c.Item)],
        Locks = [.. LockReader.Read(code).Distinct()],
        FaultPoints = [.. code.Calls("Named").Where(c => Code.ReceiverOf(c) is { } owner && Code.LastName(owner) == "FaultPoint")
            .Select(c => code.TextOf(Code.Argument(c, 0))).OfType<string>().Distinct()],
        Pipelines = [.. code.Calls("AddResiliencePipeline").Select(c => code.TextOf(Code.Argument(c, 0))).OfType<string>().Distinct()],
    };

    public override string ToString() => string.Join(", ",
        Count(Routes.Count, "route"), Count(Clients.Count, "HTTP client"), Count(Channels.Count, "bounded channel"), Count(Locks.Count, "lock"),
        Count(FaultPoints.Count, "fault point"), Count(Pipelines.Count, "Polly pipeline"));

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}

/// <param name="Method">In capitals.</param>
/// <param name="Path">As the route template has it.</param>
internal sealed record Route(string Method, string Path, bool NeedsLogin)
{
    private static readonly string[] Technical = ["health", "healthz", "alive", "live", "livez", "ready", "readyz", "metrics", "swagger", "openapi"];

    /// <summary>It can be called with nothing but its path, and does the service's own work.</summary>
    public bool IsPlainGet => Method == "GET" && !NeedsLogin && !Path.Contains('{') && !Technical.Contains(Path.Trim('/').Split('/')[0].ToLowerInvariant());
}

/// <param name="AddressSetting">Environment variable of the setting that holds the address, where the registration names one.</param>
/// <param name="Defence">The resilience handler that the registration adds; null for none.</param>
internal sealed record OutboundClient(string Name, string? AddressSetting, string? Defence);

/// <param name="IsRegistered">Whether dependency injection has it: no fault reaches another.</param>
internal sealed record BoundedChannel(string Item, bool IsRegistered);

/// <param name="Name">As <c>TYPE.FIELD</c>, with the namespace.</param>
/// <param name="IsReachable">It is static, or its type is a singleton: no fault reaches another.</param>
internal sealed record LockField(string Name, bool IsReachable);
