using System.Text.Json.Serialization;
using ReefChaos.Scenarios;

namespace ReefChaos.Plans;

/// <summary>Which requests are sent, and when: one ScenarioName of <c>nbomber-config.json</c>.</summary>
public sealed record LoadProfile
{
    public required string Name { get; init; }

    /// <summary>One after the other; the last one's level goes on for as long as the arm does.</summary>
    public required IReadOnlyList<Simulation> Simulations { get; init; }

    /// <summary>How the starts of the inject simulations lie within their rate.</summary>
    public ArrivalPattern Pattern { get; init; }

    /// <summary>Each arrival begins one of them, chosen by weight.</summary>
    public required IReadOnlyList<Journey> Journeys { get; init; }

    public IReadOnlyList<Feed> Feeds { get; init; } = [];

    /// <summary>A request that takes longer, from its actual send, has failed.</summary>
    public Duration Timeout { get; init; } = TimeSpan.FromSeconds(4);

    public HttpSettings Http { get; init; } = new();

    /// <summary>So many failed requests end the arm; null for never.</summary>
    public int? MaxFailCount { get; init; }

    /// <summary>The warm-up phase of a scenario that states none.</summary>
    public Duration? WarmUp { get; init; }

    /// <summary>NBomber's thresholds, as objectives beside the scenario's own.</summary>
    public Slo? Thresholds { get; init; }

    /// <summary>In some simulation the target sets the pace.</summary>
    [JsonIgnore]
    public bool HasClosed => Simulations.Any(s => s.IsClosed);
}

public enum ArrivalPattern
{
    /// <summary>The same distance from each to the next.</summary>
    Even,

    /// <summary>A Poisson process of the same rate, as many independent users make it; the seed decides the instants.</summary>
    Poisson,
}
