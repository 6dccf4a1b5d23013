using System.Net;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>The target in a container, in one network with its dependencies.</summary>
internal sealed class ContainerPlatform(ContainerTargetStarter starter, ContainerYard yard, ContainerMeeting meeting, ExpectedKill? kill) : IPlatform
{
    public IPAddress DependencyAddress => yard.Gateway;

    public IReadOnlyDictionary<string, string> Environment => yard.Environment;

    public AgentLink Link => meeting.Link;

    public DiagnosticLink? Diagnostics => meeting.Diagnostics;

    public IFaultPort? Warden => yard.Warden;

    public async Task<ITarget> StartAsync(
        TargetSpec spec, TargetDoor door, IReadOnlyDictionary<string, string> env, string folder, CancellationToken cancellationToken) =>
        await starter.StartAsync(spec, door, env, folder, kill, cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await yard.DisposeAsync().ConfigureAwait(false);
        meeting.Dispose();
    }
}
