namespace ReefChaos.Warden.Containers;

/// <summary>The containers and networks of one runner, through the engine that runs them.</summary>
/// <remarks>
/// Every call has a time limit. A container or network that is gone, a wrong state, and an engine that does not answer are
/// all an <see cref="EngineException"/>.
/// </remarks>
internal interface IContainers
{
    /// <param name="name">Of a dependency; empty is the target's own.</param>
    Task<ContainerState> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Null when the container is gone.</summary>
    Task<ContainerState?> InspectAsync(string id, CancellationToken cancellationToken);

    Task PauseAsync(string id, CancellationToken cancellationToken);

    Task UnpauseAsync(string id, CancellationToken cancellationToken);

    Task KillAsync(string id, CancellationToken cancellationToken);

    Task StartAsync(string id, CancellationToken cancellationToken);

    Task LimitCpuAsync(string id, long nanoCpus, CancellationToken cancellationToken);

    /// <summary>Both at once: the kernel refuses one that does not fit the other.</summary>
    Task LimitMemoryAsync(string id, long memory, long withSwap, CancellationToken cancellationToken);

    /// <summary>Bytes, page cache included.</summary>
    Task<long> MemoryUseAsync(string id, CancellationToken cancellationToken);

    Task DisconnectAsync(string id, string networkId, CancellationToken cancellationToken);

    /// <summary>Without its address where the network does not take one.</summary>
    Task ConnectAsync(string id, Attachment attachment, CancellationToken cancellationToken);

    Task<EngineInfo> InfoAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> OwnedAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> OwnedNetworksAsync(CancellationToken cancellationToken);

    /// <summary>Also one that runs, with its anonymous volumes.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    Task RemoveNetworkAsync(string id, CancellationToken cancellationToken);
}
