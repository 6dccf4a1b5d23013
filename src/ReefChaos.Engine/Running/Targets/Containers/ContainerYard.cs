using System.Globalization;
using System.Net;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Networks;
using Microsoft.Extensions.Logging.Abstractions;
using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>One arm's network of containers, with the dependencies that run in it. Disposing removes them all.</summary>
internal sealed class ContainerYard : IAsyncDisposable
{
    private readonly ContainerEngine engine;
    private readonly INetwork network;
    private readonly List<string> containers = [];
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    private ContainerYard(ContainerEngine engine, INetwork network, IPAddress gateway, IFaultPort warden)
    {
        this.engine = engine;
        this.network = network;
        Gateway = gateway;
        Warden = warden;
    }

    /// <summary>The runner's own address in the network: seen by its containers and by this machine, and by nobody else.</summary>
    public IPAddress Gateway { get; }

    public IFaultPort Warden { get; }

    /// <summary>Where the target finds the dependencies.</summary>
    public IReadOnlyDictionary<string, string> Environment => environment;

    /// <exception cref="EnvironmentLacksException">The engine refuses.</exception>
    public static async Task<ContainerYard> OpenAsync(ContainerEngine engine, IFaultPort warden, CancellationToken cancellationToken)
    {
        try
        {
            var network = new NetworkBuilder()
                .WithDockerEndpoint(engine)
                .WithCleanUp(false)
                .WithLogger(NullLogger.Instance)
                .WithName(Owner.Prefix + Owner.NewPart())
                .WithLabel(OwnLabels.All)
                .Build();
            await network.CreateAsync(cancellationToken).ConfigureAwait(false);
            var made = await engine.Client.Networks.InspectNetworkAsync(network.Name, cancellationToken).ConfigureAwait(false);
            return new ContainerYard(engine, network, IPAddress.Parse(made.IPAM.Config[0].Gateway), warden);
        }
        catch (Exception e) when (EngineProblem.IsOne(e))
        {
            throw EngineProblem.Of(e, "making a network");
        }
    }

    /// <summary>A container in this network, which is removed with it.</summary>
    /// <param name="role">Its name in the network, and for faults.</param>
    /// <param name="args">The container's own, after those that its image needs.</param>
    public ContainerBuilder New(ReadyImage image, string role, LimitsSpec limits, IReadOnlyList<string> args)
    {
        var name = Owner.Prefix + Owner.NewPart();
        containers.Add(name);
        var container = OwnContainer.New(engine, image.Name, name, role, network, limits);
        return image.Command.Count + args.Count > 0 ? container.WithCommand([.. image.Command, .. args]) : container;
    }

    /// <summary>Starts it, and waits until it accepts connections.</summary>
    /// <param name="published">For a target outside the network: the dependency is then reached at a port of 127.0.0.1.</param>
    public async Task AddAsync(string name, DependencySpec spec, ReadyImage image, bool published, TimeProvider time, CancellationToken cancellationToken)
    {
        var port = spec.Port!.Value;
        var hostPort = published ? Loopback.FreePort() : 0;
        var container = New(image, name, spec.Limits, spec.Args);
        var started = (published ? container.PublishedAt(hostPort, port) : container).Build();
        try
        {
            await started.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || e is ContainerNotRunningException)
        {
            throw EngineProblem.Of(e, $"starting the dependency '{name}'");
        }

        await Listening.WaitAsync(new IPEndPoint(IPAddress.Parse(started.IpAddress), port), $"The dependency '{name}'", time, cancellationToken).ConfigureAwait(false);
        environment[spec.Env] = spec.Value
            .Replace("{host}", published ? "127.0.0.1" : name, StringComparison.Ordinal)
            .Replace("{port}", (published ? hostPort : port).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Never throws: the warden and the next sweep remove what stays.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var container in containers)
        {
            await Removal.OfContainerAsync(engine, container, TimeSpan.Zero).ConfigureAwait(false);
        }

        await Removal.OfNetworkAsync(engine, network.Name).ConfigureAwait(false);
    }
}
