using System.Net;
using ReefChaos.Warden.Containers;

namespace ReefChaos.Tests.Warden;

/// <summary>An engine with one container, called as the target's own, and one network of the run.</summary>
internal sealed class FakeContainers : IContainers
{
    public const string Id = "c0ffee";

    public static readonly Attachment OnNetwork = new("net", ["target"], "172.18.0.2");

    /// <summary>Null once it is removed.</summary>
    public ContainerState? Container { get; set; } = new(Id, true, false, 7, false, 500_000_000, 256 << 20, 256 << 20, [OnNetwork]);

    public List<string> Networks { get; } = ["net"];

    /// <summary>What was asked for, and the engine did or would not do.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Fails every call, as an engine that is gone.</summary>
    public bool Gone { get; set; }

    /// <summary>Fails the calls of this name alone.</summary>
    public string? Refuses { get; set; }

    public EngineInfo Info { get; set; } = new("/var/lib/docker", true, true);

    private ContainerState Known => Container ?? throw new EngineException("No such container.", HttpStatusCode.NotFound);

    public Task<ContainerState> FindAsync(string name, CancellationToken cancellationToken)
    {
        Called("find");
        return Task.FromResult(name.Length == 0 ? Known : throw new EngineException($"No {name}.", null));
    }

    public Task<ContainerState?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        Called("inspect");
        return Task.FromResult(Container);
    }

    public Task PauseAsync(string id, CancellationToken cancellationToken) => Change("pause", Known with { Paused = true });

    public Task UnpauseAsync(string id, CancellationToken cancellationToken) => Change("unpause", Known with { Paused = false });

    public Task KillAsync(string id, CancellationToken cancellationToken) => Change("kill", Known with { Running = false });

    public Task StartAsync(string id, CancellationToken cancellationToken) => Change("start", Known with { Running = true });

    public Task LimitCpuAsync(string id, long nanoCpus, CancellationToken cancellationToken) => Change("limit-cpu", Known with { NanoCpus = nanoCpus });

    public Task LimitMemoryAsync(string id, long memory, long withSwap, CancellationToken cancellationToken) =>
        Change("limit-memory", Known with { Memory = memory, MemoryWithSwap = withSwap });

    public Task<long> MemoryUseAsync(string id, CancellationToken cancellationToken) => Task.FromResult(100L << 20);

    public Task DisconnectAsync(string id, string networkId, CancellationToken cancellationToken) =>
        Change("disconnect", Known with { Networks = [.. Known.Networks.Where(n => n.NetworkId != networkId)] });

    public Task ConnectAsync(string id, Attachment attachment, CancellationToken cancellationToken) =>
        Change("connect", Known with { Networks = [.. Known.Networks, attachment] });

    public Task<EngineInfo> InfoAsync(CancellationToken cancellationToken)
    {
        Called("info");
        return Task.FromResult(Info);
    }

    public Task<IReadOnlyList<string>> OwnedAsync(CancellationToken cancellationToken)
    {
        Called("list");
        return Task.FromResult<IReadOnlyList<string>>(Container is null ? [] : [Id]);
    }

    public Task<IReadOnlyList<string>> OwnedNetworksAsync(CancellationToken cancellationToken)
    {
        Called("list-networks");
        return Task.FromResult<IReadOnlyList<string>>([.. Networks]);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        Called("remove");
        Container = null;
        return Task.CompletedTask;
    }

    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken)
    {
        Called("remove-network");
        Networks.Remove(id);
        return Task.CompletedTask;
    }

    private Task Change(string call, ContainerState after)
    {
        Called(call);
        Container = after;
        return Task.CompletedTask;
    }

    private void Called(string call)
    {
        Calls.Add(call);
        if (Gone || call == Refuses)
        {
            throw new EngineException($"The engine would not {call}.", Gone ? null : HttpStatusCode.InternalServerError);
        }
    }
}
