using ReefChaos.Faults;
using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Injectors;

/// <remarks>Swap is taken away with the memory: the kernel would only move there what no longer fits.</remarks>
internal sealed class MemorySqueezeInjector(MemorySqueezeFault fault, IContainers containers) : IInjector
{
    private ContainerState? before;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!(await containers.InfoAsync(cancellationToken).ConfigureAwait(false)).LimitsMemory)
        {
            throw new RefusedException("memory-squeeze needs memory limits, and this engine's kernel has none.");
        }
    }

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        if (container.Memory == 0)
        {
            throw new RefusedException("The container has no memory limit that could be restored: give it one below its limits.");
        }

        before = container;
        try
        {
            await containers.LimitMemoryAsync(container.Id, fault.Memory.Bytes, fault.Memory.Bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (e is { Answered: true, NotFound: false })
        {
            var used = await containers.MemoryUseAsync(container.Id, cancellationToken).ConfigureAwait(false);
            throw new RefusedException($"The container uses {used >> 20}MiB and can't be squeezed to {fault.Memory}: squeeze to more than it uses. {e.Message}", e);
        }
    }

    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        if (before is not null
            && await containers.InspectAsync(before.Id, cancellationToken).ConfigureAwait(false) is { } now && now.Memory != before.Memory)
        {
            await containers.LimitMemoryAsync(before.Id, before.Memory, before.MemoryWithSwap, cancellationToken).ConfigureAwait(false);
        }
    }
}
