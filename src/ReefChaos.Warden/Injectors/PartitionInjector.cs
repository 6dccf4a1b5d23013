using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Injectors;

/// <remarks>
/// Its published port comes back because the runner chose it. It gets its old address where the network's maker chose the
/// subnet; elsewhere perhaps another, so others must find it by name. Its network interface is then a new one.
/// </remarks>
internal sealed class PartitionInjector(IContainers containers) : IInjector
{
    private readonly List<Attachment> cut = [];
    private string id = "";

    public Task CheckAsync(CancellationToken cancellationToken) => containers.InfoAsync(cancellationToken);

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        id = container.Id;
        var ours = await containers.OwnedNetworksAsync(cancellationToken).ConfigureAwait(false);
        foreach (var attachment in container.Networks.Where(n => ours.Contains(n.NetworkId)))
        {
            cut.Add(attachment);
            await containers.DisconnectAsync(id, attachment.NetworkId, cancellationToken).ConfigureAwait(false);
        }

        if (cut.Count == 0)
        {
            throw new RefusedException("The container is on no network of this run, so it can't be taken off one.");
        }
    }

    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        if (cut.Count == 0 || await containers.InspectAsync(id, cancellationToken).ConfigureAwait(false) is not { } now)
        {
            return;
        }

        foreach (var attachment in cut.Where(a => now.Networks.All(n => n.NetworkId != a.NetworkId)))
        {
            await ReconnectAsync(attachment, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReconnectAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        try
        {
            await containers.ConnectAsync(id, attachment, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (e.NotFound)
        {
            // The network, or the container, was removed meanwhile.
        }
    }
}
