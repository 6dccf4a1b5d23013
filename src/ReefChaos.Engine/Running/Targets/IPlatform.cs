using System.Net;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Where one arm's target runs, made before the target and taken down after it.</summary>
internal interface IPlatform : IAsyncDisposable
{
    /// <summary>Where the runner plays its dependencies, so that the target reaches them and nobody outside this machine does.</summary>
    IPAddress DependencyAddress { get; }

    /// <summary>For the target: where it finds the dependencies that run in containers.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    AgentLink Link { get; }

    /// <summary>Null where the target has no runtime of its own to look into.</summary>
    DiagnosticLink? Diagnostics { get; }

    /// <summary>Who performs faults at containers; null where no container runs.</summary>
    IFaultPort? Warden { get; }

    /// <param name="env">Goes before the environment of <paramref name="spec"/>.</param>
    /// <param name="folder">Gets the target's output.</param>
    /// <exception cref="EnvironmentLacksException">The limits cannot be enforced, or the port is taken.</exception>
    /// <exception cref="TargetFailedException">It ended, or did not answer in time.</exception>
    Task<ITarget> StartAsync(TargetSpec spec, TargetDoor door, IReadOnlyDictionary<string, string> env, string folder, CancellationToken cancellationToken);
}
