using System.Net;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>The target as a child process; its dependencies may be containers all the same.</summary>
internal sealed class ProcessPlatform(
    string assembly, AgentLink link, DiagnosticLink diagnostics, ContainerYard? yard, TimeProvider time) : IPlatform
{
    public IPAddress DependencyAddress => IPAddress.Loopback;

    public IReadOnlyDictionary<string, string> Environment => yard?.Environment ?? new Dictionary<string, string>();

    public AgentLink Link => link;

    public DiagnosticLink? Diagnostics => diagnostics;

    public IFaultPort? Warden => yard?.Warden;

    public async Task<ITarget> StartAsync(
        TargetSpec spec, TargetDoor door, IReadOnlyDictionary<string, string> env, string folder, CancellationToken cancellationToken) =>
        await new ProcessTargetStarter(time).StartAsync(spec, door, assembly, env, folder, cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => yard?.DisposeAsync() ?? ValueTask.CompletedTask;
}
