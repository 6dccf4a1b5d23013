using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Images;
using DotNet.Testcontainers.Networks;
using Microsoft.Extensions.Logging.Abstractions;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>What all containers of a run have in common: whose they are, what they may use, and where they are reached.</summary>
/// <remarks>Who cleans up is the warden, with the <see cref="Reaper"/> beside it where there is one, and not Testcontainers' own session.</remarks>
internal static class OwnContainer
{
    private const double NanosPerCpu = 1e9;

    /// <param name="name">In the engine.</param>
    /// <param name="role">Its name in the network, and for faults.</param>
    public static ContainerBuilder New(ContainerEngine engine, string image, string name, string role, INetwork network, LimitsSpec limits) => new ContainerBuilder(image)
        .WithDockerEndpoint(engine)
        .WithImagePullPolicy(PullPolicy.Never)
        .WithCleanUp(false)
        .WithLogger(NullLogger.Instance)
        .WithName(name)
        .WithLabel(OwnLabels.All)
        .WithLabel(ContainerLabels.Name, role)
        .WithNetwork(network)
        .WithNetworkAliases(role)
        .WithCreateParameterModifier(p => Limit(p.HostConfig!, limits));

    /// <summary>The port is fixed, as a random one changes with each start and each return to the network.</summary>
    public static ContainerBuilder PublishedAt(this ContainerBuilder container, int hostPort, int port) => container
        .WithPortBinding(hostPort, port)
        .WithCreateParameterModifier(p => p.HostConfig!.PortBindings = p.HostConfig.PortBindings!.ToDictionary(
            b => b.Key,
            b => (IList<PortBinding>)[.. b.Value.Select(v => new PortBinding { HostIP = "127.0.0.1", HostPort = v.HostPort })]));

    /// <summary>With swap the memory limit would be twice what it says.</summary>
    private static void Limit(HostConfig host, LimitsSpec limits)
    {
        if (limits.Cpus is { } cpus)
        {
            host.NanoCPUs = (long)Math.Round(cpus * NanosPerCpu);
        }

        if (limits.Memory is { } memory)
        {
            host.Memory = memory.Bytes;
            host.MemorySwap = memory.Bytes;
        }
    }
}
