using System.Globalization;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Processes;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Starts an image as the target, under its limits, and waits until it answers.</summary>
internal sealed class ContainerTargetStarter(ContainerEngine engine, ContainerYard yard, ContainerMeeting meeting, ReadyImage image, TimeProvider time)
{
    /// <summary>Above those that only root may listen at.</summary>
    private const int Port = 8080;

    /// <summary>The user of .NET's own images for services.</summary>
    private const string AppUser = "1654";

    private const uint Root = 0;

    private const string LoopbackHost = "127.0.0.1";

    /// <summary>Set in .NET's own images; beside ASPNETCORE_URLS each start would begin with a warning.</summary>
    private const string PortsOfTheImage = "ASPNETCORE_HTTP_PORTS";

    private const string TemporaryFolder = "/tmp";

    /// <param name="kill">The fault of the plan that kills the container and starts it again; null where there is none.</param>
    /// <inheritdoc cref="IPlatform.StartAsync"/>
    public async Task<ContainerTarget> StartAsync(
        TargetSpec spec, TargetDoor door, IReadOnlyDictionary<string, string> env, string folder, ExpectedKill? kill, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var hostPort = Loopback.FreePort(spec.Port);
        try
        {
            var user = await UserAsync(cancellationToken).ConfigureAwait(false);
            var container = Builder(spec, door, env, hostPort, user).Build();
            var target = new ContainerTarget(engine, container, new UriBuilder(door.Scheme, LoopbackHost, hostPort).Uri, spec.Limits, Path.Combine(folder, TargetLog.FileName), kill, time);
            return await ReadyAsync(target, door, spec.Ready, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (EngineProblem.IsOne(e))
        {
            throw EngineProblem.Of(e, "starting the target's container");
        }
    }

    private async Task<ContainerTarget> ReadyAsync(ContainerTarget target, TargetDoor door, ReadySpec ready, CancellationToken cancellationToken)
    {
        try
        {
            await target.StartAsync(cancellationToken).ConfigureAwait(false);
            await Readiness.WaitAsync(target, door, ready, time, cancellationToken).ConfigureAwait(false);
            return target;
        }
        catch
        {
            await target.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ContainerBuilder Builder(TargetSpec spec, TargetDoor door, IReadOnlyDictionary<string, string> env, int hostPort, string user) => yard
        .New(image, ContainerLabels.TargetName, spec.Limits, spec.Args)
        .PublishedAt(hostPort, Port)
        .WithEnvironment(TargetVariables.Layered([spec.Env, env], $"{door.Scheme}://0.0.0.0:{Port}"))
        .WithEnvironment(PortsOfTheImage, "")
        .WithBindMount(AgentLink.AgentFolder, ContainerMeeting.AgentFolderInContainer, AccessMode.ReadOnly)
        .WithBindMount(meeting.Folder, ContainerMeeting.FolderInContainer)
        .WithTmpfsMount(TemporaryFolder)
        .WithCreateParameterModifier(p =>
        {
            p.User = user;
            p.HostConfig!.ReadonlyRootfs = true;
            p.HostConfig.CapDrop = ["ALL"];
            p.HostConfig.SecurityOpt = ["no-new-privileges"];
        });

    /// <summary>Never root. The agent's socket belongs to the target's user alone, so the runner must be that one too, or root.</summary>
    private async Task<string> UserAsync(CancellationToken cancellationToken)
    {
        if (Users.Own != Root)
        {
            return Users.Own.ToString(CultureInfo.InvariantCulture);
        }

        var own = (await engine.Client.Images.InspectImageAsync(image.Name, cancellationToken).ConfigureAwait(false)).Config?.User;
        return own is { Length: > 0 } && own.Split(':')[0] is not ("0" or "root") ? own : AppUser;
    }
}
