using ReefChaos.Faults;
using ReefChaos.Warden.Containers;
using ReefChaos.Warden.Injectors;
using ReefChaos.Wire;

namespace ReefChaos.Warden;

/// <summary>The handle of one fault. It ends when it is disarmed or its lease runs out, and tries until that is done.</summary>
internal sealed class ArmedFault(string id, Fault fault, IInjector injector, Troubles troubles, TimeProvider time) : IDisposable
{
    /// <summary>Between two attempts to end a fault whose lease ran out.</summary>
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>Arming, counting and ending one fault are done one after the other.</summary>
    private readonly SemaphoreSlim turn = new(1);

    private readonly Lock latch = new();
    private ITimer? lease;
    private long injections;
    private volatile bool armed;
    private volatile bool expired;

    public string Id => id;

    public Fault Fault => fault;

    public bool Armed => armed;

    /// <summary>The lease begins before the fault does, so that arming that takes too long ends too.</summary>
    /// <exception cref="RefusedException">It can't be armed, and nothing of it is left.</exception>
    public async Task ArmAsync(IContainers containers, TimeSpan length)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            var container = await containers.FindAsync(fault.At.Name, CancellationToken.None).ConfigureAwait(false);
            if (!container.Running)
            {
                throw new RefusedException($"The container at '{fault.At}' is not running, so {FaultCatalogue.NameOf(fault)} has nothing to act on.");
            }

            armed = true;
            StartLease(length);
            await injector.ArmAsync(container, CancellationToken.None).ConfigureAwait(false);
        }
        catch
        {
            await AbandonAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Renew(TimeSpan length)
    {
        lock (latch)
        {
            if (armed && !expired)
            {
                lease?.Change(length, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Does nothing to a fault that has ended.</summary>
    /// <exception cref="RefusedException">It can't be ended now; its lease still ends it.</exception>
    public Task DisarmAsync(CancellationToken cancellationToken) => EndAsync(leaseRanOut: false, cancellationToken);

    /// <summary>Never throws: what can't be ended is told as a trouble.</summary>
    public async Task TryEndAsync(bool leaseRanOut, CancellationToken cancellationToken)
    {
        try
        {
            await EndAsync(leaseRanOut, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            troubles.Add($"{id} could not be ended: {e.Message}");
        }
    }

    public async Task<FaultStatus> StatusAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            await CountAsync().ConfigureAwait(false);
            return new FaultStatus(id, armed, expired, injections, injections);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        StopLease();
        turn.Dispose();
    }

    private void StartLease(TimeSpan length)
    {
        lock (latch)
        {
            lease = time.CreateTimer(_ => _ = ExpireAsync(), null, length, Timeout.InfiniteTimeSpan);
        }
    }

    private void StopLease()
    {
        lock (latch)
        {
            lease?.Dispose();
            lease = null;
        }
    }

    private async Task ExpireAsync()
    {
        await TryEndAsync(leaseRanOut: true, CancellationToken.None).ConfigureAwait(false);
        lock (latch)
        {
            lease?.Change(RetryPause, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task EndAsync(bool leaseRanOut, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (armed)
            {
                expired |= leaseRanOut;
                await injector.DisarmAsync(cancellationToken).ConfigureAwait(false);
                await CountAsync().ConfigureAwait(false);
                armed = false;
                StopLease();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A call that failed may have been followed all the same.</summary>
    private async Task AbandonAsync()
    {
        if (!armed)
        {
            return;
        }

        try
        {
            await injector.DisarmAsync(CancellationToken.None).ConfigureAwait(false);
            armed = false;
            StopLease();
        }
        catch (Exception e)
        {
            // Its lease goes on trying.
            troubles.Add($"{id} could not be undone after it was refused: {e.Message}");
        }
    }

    /// <summary>The last known number stays where it can't be read.</summary>
    private async Task CountAsync()
    {
        try
        {
            injections = await injector.CountAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            troubles.Add($"The injections of {id} can't be counted: {e.Message}");
        }
    }
}
