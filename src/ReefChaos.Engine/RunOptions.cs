using ReefChaos.Engine.Running.Load;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.InProcess;

namespace ReefChaos.Engine;

/// <summary>How experiments are run, where the scenario leaves it open.</summary>
public sealed record RunOptions(TargetChoice Target = TargetChoice.Auto)
{
    public const int MaxLoadWorkers = 64;

    /// <summary>Runs in this process in place of the scenario's project; null where targets are started as <see cref="Target"/> says.</summary>
    public IInProcessService? InProcess { get; init; }

    /// <summary>What sends the load.</summary>
    public LoadChoice Load { get; init; } = LoadChoice.Worker;

    /// <summary>Processes that share the load: one sends thousands of requests a second.</summary>
    public int LoadWorkers { get; init; } = 1;

    /// <summary>How long to wait for another runner that is at work on this machine.</summary>
    public TimeSpan Patience { get; init; }
}
