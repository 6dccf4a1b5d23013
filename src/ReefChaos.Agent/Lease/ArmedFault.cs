using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Agent.Lease;

/// <summary>The handle of one fault. Disposing it releases all that the fault took.</summary>
internal sealed class ArmedFault(string id, Fault fault, ulong seed, TimeProvider time) : IDisposable
{
    /// <summary>How long an order to disarm waits for memory and threads to be given back.</summary>
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim settled = new();
    private IInjector? injector;
    private Janitor? janitor;
    private long calls;
    private long injections;
    private int released;
    private volatile bool expired;
    private Exception? unreleased;

    /// <summary>Links the released handles, so that the way to the janitor needs no memory.</summary>
    public ArmedFault? NextReleased { get; set; }

    public string Id => id;

    public Fault Fault => fault;

    public ulong Seed => seed;

    public Gate Gate { get; } = new(time);

    public long Calls => Interlocked.Read(ref calls);

    public long Injections => Interlocked.Read(ref injections);

    public bool IsArmed => Volatile.Read(ref released) == 0;

    public FaultStatus Status => new(Id, IsArmed, expired, Calls, Injections);

    /// <summary>Must come before the handle is given to a keeper.</summary>
    public void Use(IInjector performer, Janitor cleaner)
    {
        injector = performer;
        janitor = cleaner;
    }

    /// <summary>Counts a call at the site and decides whether it is hit.</summary>
    /// <param name="ordinal">The calls at this site since it was armed, before this one.</param>
    public bool Hits(out ulong ordinal)
    {
        if (!IsArmed)
        {
            ordinal = 0;
            return false;
        }

        ordinal = (ulong)Interlocked.Increment(ref calls) - 1;
        return Chance.Draw(seed, ordinal) < fault.Rate.Value;
    }

    public void CountInjection() => Interlocked.Increment(ref injections);

    /// <summary>Tells the runner of a failure that nobody else would see.</summary>
    public void Report(Exception failure)
    {
        try
        {
            janitor?.Report(id, failure);
        }
        catch (OutOfMemoryException)
        {
            // Not even for that there is memory left.
        }
    }

    /// <summary>Ends the fault: allocates nothing, waits for nobody, never throws. Only the first time counts.</summary>
    public void Release(bool leaseRanOut)
    {
        if (Interlocked.Exchange(ref released, 1) != 0)
        {
            return;
        }

        expired = leaseRanOut;
        Gate.Open();
        try
        {
            injector?.Release();
        }
        catch (Exception e)
        {
            // The other faults must still be released; the janitor gives back what this one could not, and tells of it.
            unreleased = e;
        }

        janitor?.Take(this);
    }

    /// <summary>On the janitor's thread, after the release.</summary>
    public void Settle()
    {
        try
        {
            if (unreleased is not null)
            {
                Report(unreleased);
            }

            injector?.Settle();
        }
        finally
        {
            injector = null;
            settled.Set();
        }
    }

    /// <summary>Releases, and gives the janitor two seconds to clean up.</summary>
    public void Dispose()
    {
        Release(leaseRanOut: false);
        if (janitor is not null)
        {
            settled.Wait(SettleLimit);
        }
    }
}
