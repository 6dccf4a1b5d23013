namespace ReefChaos.Warden.Kernel;

/// <summary>A part of the kernel that loses a share of a container's packets.</summary>
internal interface IPacketDropper
{
    /// <summary>Whether this machine has it, tried in a network that nobody else is in.</summary>
    /// <exception cref="RefusedException">What is missing, by name.</exception>
    Task TryAsync(CancellationToken cancellationToken);

    /// <exception cref="RefusedException">It got half way at most: stopping follows.</exception>
    Task StartAsync(ContainerProcess process, CancellationToken cancellationToken);

    /// <summary>Takes back what starting did, as far as it got; what went with the process needs none.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Packets lost since it was started; 0 where it is not at work, or its process is gone.</summary>
    Task<long> DroppedAsync(CancellationToken cancellationToken);
}
