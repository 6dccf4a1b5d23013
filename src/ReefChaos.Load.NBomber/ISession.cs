using ReefChaos.Plans;

namespace ReefChaos.Load.NBomber;

/// <summary>NBomber at work, seen from our side.</summary>
internal interface ISession
{
    /// <summary>Ends when NBomber does, with its error if it had one.</summary>
    Task Ended { get; }

    /// <summary>Begins no further invocation.</summary>
    void Stop();
}

/// <param name="Name">With its version.</param>
/// <param name="Start">Has NBomber run a plan.</param>
internal sealed record Driver(string Name, Func<SessionPlan, ISession> Start);

/// <summary>What NBomber is to run.</summary>
/// <param name="UntilZero">Awaited before the first invocation.</param>
/// <param name="Invoke">One invocation; true for a success. It never faults.</param>
internal sealed record SessionPlan(string Name, IReadOnlyList<Simulation> Simulations, Func<Task> UntilZero, Func<Task<bool>> Invoke)
{
    /// <summary>Longer than any arm.</summary>
    private static readonly TimeSpan Endless = TimeSpan.FromDays(7);

    /// <summary>One to one, and then the last one's level for as long as the arm goes on: NBomber has to be told an end.</summary>
    public static IReadOnlyList<Simulation> Of(IReadOnlyList<Simulation> simulations)
    {
        var last = simulations[^1];
        SimulationKind? level = last.Kind switch
        {
            SimulationKind.RampingInject => SimulationKind.Inject,
            SimulationKind.RampingConstant => SimulationKind.KeepConstant,
            _ => null,
        };
        return level is { } kind
            ? [.. simulations, last with { Kind = kind, During = Endless }]
            : [.. simulations.SkipLast(1), last with { During = Endless }];
    }
}
