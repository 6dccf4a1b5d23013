using ReefChaos.Faults;
using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden.Injectors;

/// <remarks>It counts when the container is back: one that stays dead shows nothing of how the service recovers.</remarks>
internal sealed class KillInjector(KillFault fault, IContainers containers, TimeProvider time) : IInjector
{
    private readonly TaskCompletionSource hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? killed;
    private Task restart = Task.CompletedTask;
    private long times;

    public Task CheckAsync(CancellationToken cancellationToken) => containers.InfoAsync(cancellationToken);

    public async Task ArmAsync(ContainerState container, CancellationToken cancellationToken)
    {
        if (container.RemovesItself)
        {
            throw new RefusedException("The container is removed by the engine when it ends (AutoRemove), so it could not be started again.");
        }

        killed = container.Id;
        await containers.KillAsync(container.Id, cancellationToken).ConfigureAwait(false);
        restart = RestartAsync(container.Id);
    }

    /// <summary>A container that is still dead is started at once.</summary>
    public async Task DisarmAsync(CancellationToken cancellationToken)
    {
        hurry.TrySetResult();
        await restart.ConfigureAwait(false);
        if (killed is not null)
        {
            await StartAsync(killed, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<long> CountAsync(CancellationToken cancellationToken) => Task.FromResult(Interlocked.Read(ref times));

    private async Task RestartAsync(string id)
    {
        try
        {
            await Task.WhenAny(Task.Delay(fault.Restart, time, CancellationToken.None), hurry.Task).ConfigureAwait(false);
            await StartAsync(id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (RefusedException)
        {
            // Disarming tries, and tells what it finds.
        }
    }

    private async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        if (await containers.InspectAsync(id, cancellationToken).ConfigureAwait(false) is { Running: false })
        {
            await containers.StartAsync(id, cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref times, 1);
        }
    }
}
