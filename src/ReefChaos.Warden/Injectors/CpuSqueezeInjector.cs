using ReefChaos.Faults;
using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Injectors;

internal sealed class CpuSqueezeInjector(CpuSqueezeFault fault, IContainers containers) : IInjector
{
    private ContainerState? before;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!(await containers.InfoAsync(cancellationToken).ConfigureAwait(false)).LimitsCpu)
        {
            throw new RefusedException("cpu-squeeze needs CPU quotas, and this engine's kernel has none.");
        }
    }

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        if (container.NanoCpus == 0)
        {
            throw new RefusedException("The container has no CPU limit that could be restored: give it one below its limits.");
        }

        before = container;
        await containers.LimitCpuAsync(container.Id, (long)Math.Round(fault.Cpus * 1e9), cancellationToken).ConfigureAwait(false);
    }

    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        if (before is not null
            && await containers.InspectAsync(before.Id, cancellationToken).ConfigureAwait(false) is { } now && now.NanoCpus != before.NanoCpus)
        {
            await containers.LimitCpuAsync(before.Id, before.NanoCpus, cancellationToken).ConfigureAwait(false);
        }
    }
}
