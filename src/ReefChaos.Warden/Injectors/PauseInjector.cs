using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Injectors;

internal sealed class PauseInjector(IContainers containers) : IInjector
{
    private string? paused;

    public Task CheckAsync(CancellationToken cancellationToken) => containers.InfoAsync(cancellationToken);

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        if (container.Paused)
        {
            throw new RefusedException("The container is paused already, and not by this fault.");
        }

        paused = container.Id;
        await containers.PauseAsync(container.Id, cancellationToken).ConfigureAwait(false);
    }

    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        if (paused is not null && await containers.InspectAsync(paused, cancellationToken).ConfigureAwait(false) is { Paused: true })
        {
            await containers.UnpauseAsync(paused, cancellationToken).ConfigureAwait(false);
        }
    }
}
