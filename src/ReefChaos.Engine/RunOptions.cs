using ReefChaos.Engine.Running.Load;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine;

/// <summary>How experiments are run, where the scenario leaves it open.</summary>
public sealed record RunOptions(TargetChoice Target = TargetChoice.Auto)
{
    public const int MaxLoadWorkers = 64;

    /// <summary>What sends the load.</summary>
    public LoadChoice Load { get; init; } = LoadChoice.Worker;

    /// <summary>Processes that share the load: one sends thousands of requests a second.</summary>
    public int LoadWorkers { get; init; } = 1;

    /// <summary>How long to wait for another runner that is at work on this machine.</summary>
    public TimeSpan Patience { get; init; }
}
