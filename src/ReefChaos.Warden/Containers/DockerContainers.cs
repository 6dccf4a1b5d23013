using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Wire;
using Version = System.Version;

namespace ReefChaos.Warden.Containers;

/// <summary>Containers of a Docker Engine, or of what speaks its API.</summary>
internal sealed class DockerContainers : IContainers, IDisposable
{
    private const string DefaultSocket = "unix:///var/run/docker.sock";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>For what ends or starts a process.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(10);

    private readonly string host;
    private readonly string owner;
    private readonly DockerClient client;

    private DockerContainers(string host, Version? api, string owner)
    {
        this.host = host;
        this.owner = owner;
        var builder = new DockerClientBuilder().WithEndpoint(new Uri(host));
        client = (api is null ? builder : builder.WithApiVersion(api)).Build();
    }

    /// <summary>The engine at <c>DOCKER_HOST</c>, spoken to in the version of <c>DOCKER_API_VERSION</c>.</summary>
    public static DockerContainers FromEnvironment(string owner) => new(
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : DefaultSocket,
        Version.TryParse(Environment.GetEnvironmentVariable("DOCKER_API_VERSION"), out var api) ? api : null,
        owner);

    public async Task<ContainerState> FindAsync(string name, CancellationToken cancellationToken)
    {
        var label = name.Length == 0 ? ContainerLabels.TargetName : name;
        var found = await ListAsync([$"{ContainerLabels.Owner}={owner}", $"{ContainerLabels.Name}={label}"], cancellationToken).ConfigureAwait(false);
        return found.Count == 1 && await InspectAsync(found[0], cancellationToken).ConfigureAwait(false) is { } state
            ? state
            : throw new EngineException($"This run has {found.Count} containers called '{label}', not one.", null);
    }

    public async Task<ContainerState?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return StateOf(await CallAsync("inspect a container", Patience, c => client.Containers.InspectContainerAsync(id, c), cancellationToken).ConfigureAwait(false));
        }
        catch (EngineException e) when (e.NotFound)
        {
            return null;
        }
    }

    public Task PauseAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("pause a container", Patience, c => client.Containers.PauseContainerAsync(id, c), cancellationToken);

    public Task UnpauseAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("unpause a container", Patience, c => client.Containers.UnpauseContainerAsync(id, c), cancellationToken);

    public Task KillAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("kill a container", LongPatience, c => client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "KILL" }, c), cancellationToken);

    public Task StartAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("start a container", LongPatience, c => client.Containers.StartContainerAsync(id, new ContainerStartParameters(), c), cancellationToken);

    public Task LimitCpuAsync(string id, long nanoCpus, CancellationToken cancellationToken) =>
        UpdateAsync(id, new ContainerUpdateParameters { NanoCPUs = nanoCpus }, cancellationToken);

    public Task LimitMemoryAsync(string id, long memory, long withSwap, CancellationToken cancellationToken) =>
        UpdateAsync(id, new ContainerUpdateParameters { Memory = memory, MemorySwap = withSwap }, cancellationToken);

    public async Task<long> MemoryUseAsync(string id, CancellationToken cancellationToken)
    {
        var sample = new ContainerStatsParameters { Stream = false, OneShot = true };
        var seen = new LastSample();
        await CallAsync("read a container's memory use", Patience, c => client.Containers.GetContainerStatsAsync(id, sample, seen, c), cancellationToken).ConfigureAwait(false);
        return seen.MemoryUse;
    }

    public Task DisconnectAsync(string id, string networkId, CancellationToken cancellationToken) => CallAsync(
        "disconnect a container",
        Patience,
        c => client.Networks.DisconnectNetworkAsync(networkId, new NetworkDisconnectParameters { Container = id, Force = true }, c),
        cancellationToken);

    public async Task ConnectAsync(string id, Attachment attachment, CancellationToken cancellationToken)
    {
        try
        {
            await ConnectAsync(id, attachment, new EndpointIPAMConfig { IPv4Address = attachment.Address }, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (e is { Answered: true, NotFound: false })
        {
            // Only a network whose subnet was chosen by its maker takes an address.
            await ConnectAsync(id, attachment, null, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<EngineInfo> InfoAsync(CancellationToken cancellationToken)
    {
        var info = await CallAsync("describe itself", Patience, c => client.System.GetSystemInfoAsync(c), cancellationToken).ConfigureAwait(false);
        return new EngineInfo(info.DockerRootDir, info.CPUCfsQuota, info.MemoryLimit);
    }

    public Task<IReadOnlyList<string>> OwnedAsync(CancellationToken cancellationToken) =>
        ListAsync([$"{ContainerLabels.Owner}={owner}"], cancellationToken);

    public async Task<IReadOnlyList<string>> OwnedNetworksAsync(CancellationToken cancellationToken)
    {
        var filter = new NetworksListParameters { Filters = Labelled([$"{ContainerLabels.Owner}={owner}"]) };
        var found = await CallAsync("list networks", Patience, c => client.Networks.ListNetworksAsync(filter, c), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(n => n.ID)];
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => CallAsync(
        "remove a container",
        LongPatience,
        c => client.Containers.RemoveContainerAsync(id, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, c),
        cancellationToken);

    public Task RemoveNetworkAsync(string id, CancellationToken cancellationToken) =>
        CallAsync("remove a network", Patience, c => client.Networks.DeleteNetworkAsync(id, c), cancellationToken);

    public void Dispose() => client.Dispose();

    private Task UpdateAsync(string id, ContainerUpdateParameters limits, CancellationToken cancellationToken) =>
        CallAsync("change a container's limits", Patience, c => client.Containers.UpdateContainerAsync(id, limits, c), cancellationToken);

    private Task ConnectAsync(string id, Attachment attachment, EndpointIPAMConfig? address, CancellationToken cancellationToken) => CallAsync(
        "connect a container",
        Patience,
        c => client.Networks.ConnectNetworkAsync(
            attachment.NetworkId,
            new NetworkConnectParameters { Container = id, EndpointConfig = new EndpointSettings { Aliases = [.. attachment.Aliases], IPAMConfig = address } },
            c),
        cancellationToken);

    private async Task<IReadOnlyList<string>> ListAsync(IReadOnlyList<string> labels, CancellationToken cancellationToken)
    {
        var filter = new ContainersListParameters { All = true, Filters = Labelled(labels) };
        var found = await CallAsync("list containers", Patience, c => client.Containers.ListContainersAsync(filter, c), cancellationToken).ConfigureAwait(false);
        return [.. found.Select(c => c.ID)];
    }

    private static Dictionary<string, IDictionary<string, bool>> Labelled(IReadOnlyList<string> labels) =>
        new() { ["label"] = labels.ToDictionary(l => l, _ => true) };

    private static ContainerState StateOf(ContainerInspectResponse c) => new(
        c.ID,
        c.State!.Running,
        c.State.Paused,
        (int)c.State.Pid,
        c.HostConfig!.AutoRemove,
        c.HostConfig.NanoCPUs,
        c.HostConfig.Memory,
        c.HostConfig.MemorySwap,
        [.. c.NetworkSettings!.Networks!.Values.Select(n => new Attachment(n.NetworkID, AliasesOf(n, c.ID), n.IPAddress))]);

    /// <summary>Without the start of the container's own id, which the engine adds.</summary>
    private static List<string> AliasesOf(EndpointSettings network, string id) =>
        [.. (network.Aliases ?? []).Where(a => !id.StartsWith(a, StringComparison.Ordinal))];

    private Task CallAsync(string what, TimeSpan patience, Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            what,
            patience,
            async c =>
            {
                await call(c).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private async Task<T> CallAsync<T>(string what, TimeSpan patience, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(patience);
        try
        {
            return await call(late.Token).ConfigureAwait(false);
        }
        catch (DockerApiException e)
        {
            throw new EngineException($"The container engine would not {what}: {MessageOf(e)}", e.StatusCode, e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineException($"The container engine did not {what} within {patience.TotalSeconds:0} s.", null, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new EngineException($"The container engine at {host} cannot be reached to {what}: {e.Message}", null, e);
        }
    }

    /// <summary>Errors are an object with a message, as far as they come from the engine itself.</summary>
    private static string MessageOf(DockerApiException e)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(e.ResponseBody ?? "").GetProperty("message").GetString() ?? e.Message;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return e.Message;
        }
    }

    /// <summary>The ready-made progress tells its samples on another thread, and too late.</summary>
    private sealed class LastSample : IProgress<ContainerStatsResponse>
    {
        public long MemoryUse { get; private set; }

        public void Report(ContainerStatsResponse value) => MemoryUse = (long)(value.MemoryStats?.Usage ?? 0);
    }
}
