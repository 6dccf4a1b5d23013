using ReefChaos.Scenarios;

namespace ReefChaos.Plans;

/// <summary>Which requests are sent, and when: one ScenarioName of <c>nbomber-config.json</c>.</summary>
public sealed record LoadProfile
{
    public required string Name { get; init; }

    /// <summary>One after the other; the last one's level goes on for as long as the arm does.</summary>
    public required IReadOnlyList<Simulation> Simulations { get; init; }

    public required IReadOnlyList<RequestTemplate> Requests { get; init; }

    /// <summary>A request that takes longer, from its actual send, has failed.</summary>
    public Duration Timeout { get; init; } = TimeSpan.FromSeconds(4);
}

/// <summary>One piece of NBomber's load simulations. Durations are the piece's length.</summary>
/// <param name="Kind">As NBomber names it.</param>
/// <param name="Rate">Requests each <paramref name="Interval"/>, or copies for the closed-loop kinds; the end value of a ramp; the lower bound of InjectRandom.</param>
/// <param name="MaxRate">The upper bound of InjectRandom.</param>
/// <param name="Interval">Of the inject kinds.</param>
public sealed record Simulation(SimulationKind Kind, Duration During, int Rate = 0, int MaxRate = 0, Duration Interval = default)
{
    /// <summary>Closed loop: a copy sends when its last answer is there, so the target sets the pace.</summary>
    public bool IsClosed => Kind is SimulationKind.KeepConstant or SimulationKind.RampingConstant;
}

public enum SimulationKind
{
    Inject,
    InjectRandom,
    RampingInject,
    KeepConstant,
    RampingConstant,
    Pause,
}

/// <param name="Expected">Statuses that count as success; empty: 200 to 299.</param>
/// <param name="Weight">Share of this request among all, relative to the others' weights.</param>
public sealed record RequestTemplate(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body, int Weight, IReadOnlyList<int> Expected);
