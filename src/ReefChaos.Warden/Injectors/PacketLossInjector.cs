using ReefChaos.Faults;
using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Kernel;

namespace ReefChaos.Warden.Injectors;

/// <remarks>By iptables, since netem loses outgoing packets only and takes the place that bandwidth needs; by netem where the kernel can't do it by iptables.</remarks>
internal sealed class PacketLossInjector(PacketLossFault fault, Machine machine) : IInjector
{
    private readonly IPacketDropper[] means = [new TablesDropper(machine, fault.Rate.Value), new QueueDropper(machine, fault.Rate.Value)];
    private IPacketDropper? used;
    private long dropped;

    public Task CheckAsync(CancellationToken cancellationToken) => ChooseAsync(cancellationToken);

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        used = await ChooseAsync(cancellationToken).ConfigureAwait(false);
        await used.StartAsync(new ContainerProcess(machine, container), cancellationToken).ConfigureAwait(false);
    }

    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken).ConfigureAwait(false);
        await (used?.StopAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken) =>
        dropped = Math.Max(dropped, used is null ? 0 : await used.DroppedAsync(cancellationToken).ConfigureAwait(false));

    private async Task<IPacketDropper> ChooseAsync(CancellationToken cancellationToken)
    {
        var lacks = new List<string>();
        foreach (var one in means)
        {
            try
            {
                await one.TryAsync(cancellationToken).ConfigureAwait(false);
                return one;
            }
            catch (RefusedException e)
            {
                lacks.Add(e.Message);
            }
        }

        throw new RefusedException(string.Join(" And by tc: ", lacks));
    }
}
