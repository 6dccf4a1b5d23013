using System.Text.Json.Serialization;
using ReefChaos.Scenarios;

namespace ReefChaos.Plans;

/// <summary>One piece of NBomber's load simulations, or a recorded trace. Durations are the piece's length.</summary>
/// <param name="Kind">As NBomber names it.</param>
/// <param name="Rate">Requests each <paramref name="Interval"/>, or copies for the closed-loop kinds; the end value of a ramp; the lower bound of InjectRandom.</param>
/// <param name="MaxRate">The upper bound of InjectRandom.</param>
/// <param name="Interval">Of the inject kinds.</param>
public sealed record Simulation(SimulationKind Kind, Duration During, int Rate = 0, int MaxRate = 0, Duration Interval = default)
{
    /// <summary>Of <see cref="SimulationKind.Replay"/>: seconds since its start, in rising order, all before its end.</summary>
    public IReadOnlyList<double>? Trace { get; init; }

    /// <summary>Of <see cref="SimulationKind.IterationsForConstant"/>: how many journeys there are in all.</summary>
    public int? Iterations { get; init; }

    /// <summary>Closed loop: a copy sends when its last answer is there, so the target sets the pace.</summary>
    [JsonIgnore]
    public bool IsClosed => Kind is SimulationKind.KeepConstant or SimulationKind.RampingConstant or SimulationKind.IterationsForConstant;
}

public enum SimulationKind
{
    Inject,
    InjectRandom,
    RampingInject,
    KeepConstant,
    RampingConstant,

    /// <summary>Copies that share a number of journeys. When those are done nothing is sent, also before its end.</summary>
    IterationsForConstant,
    Pause,

    /// <summary>The starts that a trace recorded. Past its end it begins anew.</summary>
    Replay,
}
