using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Injectors;

/// <summary>Performs one fault at one container.</summary>
internal interface IInjector
{
    /// <summary>Whether this machine can perform it, without a container.</summary>
    /// <exception cref="RefusedException">What is missing, by name.</exception>
    Task CheckAsync(CancellationToken cancellationToken);

    /// <summary>Once, at a container that runs. Where it throws, disarming follows.</summary>
    /// <exception cref="RefusedException">It can't be armed, with the remedy.</exception>
    Task ArmAsync(ContainerState container, CancellationToken cancellationToken);

    /// <summary>Gives back exactly what arming took, also when that got half way; there is nothing to give back to a container that is gone.</summary>
    /// <exception cref="RefusedException">It can't be done now, and may be tried again.</exception>
    Task DisarmAsync(CancellationToken cancellationToken);

    /// <summary>How often it was performed since it was armed, never less than before: once, for what arming alone performs.</summary>
    /// <exception cref="RefusedException">It can't be read.</exception>
    Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult(1L);
}
