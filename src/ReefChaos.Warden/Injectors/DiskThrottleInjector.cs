using ReefChaos.Faults;
using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Kernel;

namespace ReefChaos.Warden.Injectors;

/// <remarks>On the disk behind the engine's data folder, where images and containers are; volumes on another disk are not slowed.</remarks>
internal sealed class DiskThrottleInjector(DiskThrottleFault fault, IContainers containers, Machine machine) : IInjector
{
    private DiskLimit? limit;
    private string device = "";

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        DiskLimit.Demand(machine);
        await DeviceAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        DiskLimit.Demand(machine);
        device = await DeviceAsync(cancellationToken).ConfigureAwait(false);
        limit = DiskLimit.Of(new ContainerProcess(machine, container), machine);
        limit.Set(device, (long)fault.Speed.BytesPerSecond);
    }

    public Task DisarmAsync(CancellationToken cancellationToken)
    {
        limit?.Lift(device);
        return Task.CompletedTask;
    }

    private async Task<string> DeviceAsync(CancellationToken cancellationToken) =>
        BlockDevice.Under((await containers.InfoAsync(cancellationToken).ConfigureAwait(false)).DataFolder, machine);
}
