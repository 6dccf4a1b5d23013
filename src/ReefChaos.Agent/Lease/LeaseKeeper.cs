using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Agent.Lease;

/// <summary>Releases every fault whose lease was not renewed in time.</summary>
/// <remarks>
/// The thread exists before the first fault does, and needs no thread pool, no lock of the app and no memory. Its own
/// lock is held for a few reads and writes only: what arming takes, it takes outside.
/// </remarks>
internal sealed class LeaseKeeper(TimeProvider time) : IDisposable
{
    public const int MostArmed = 64;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private readonly object latch = new();
    private readonly ArmedFault?[] armed = new ArmedFault?[MostArmed];
    private readonly long[] deadlines = new long[MostArmed];
    private Thread? thread;
    private bool ended;

    public void StartThread()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "ReefChaos lease" };
        thread.Start();
    }

    /// <summary>False when too many faults are armed already.</summary>
    public bool TryAdd(ArmedFault fault, TimeSpan lease)
    {
        lock (latch)
        {
            for (var i = 0; i < MostArmed; i++)
            {
                if (armed[i] is null)
                {
                    armed[i] = fault;
                    deadlines[i] = DeadlineIn(lease);
                    Monitor.PulseAll(latch);
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Gives all that is armed a new lease from now on.</summary>
    public void Renew(TimeSpan lease)
    {
        lock (latch)
        {
            Array.Fill(deadlines, DeadlineIn(lease));
            Monitor.PulseAll(latch);
        }
    }

    public void Forget(ArmedFault fault)
    {
        lock (latch)
        {
            var i = Array.IndexOf(armed, fault);
            if (i >= 0)
            {
                armed[i] = null;
            }
        }
    }

    public void ReleaseExpired()
    {
        while (TakeExpired() is { } fault)
        {
            fault.Release(leaseRanOut: true);
        }
    }

    public void Dispose()
    {
        lock (latch)
        {
            ended = true;
            Monitor.PulseAll(latch);
        }

        thread?.Join(TimeSpan.FromSeconds(5));
    }

    private void Run()
    {
        Rehearse();
        while (WaitForDeadline())
        {
            ReleaseExpired();
        }
    }

    /// <summary>Has the release compiled before memory is short.</summary>
    private void Rehearse()
    {
        var nothing = new ArmedFault("", new ErrorFault { At = Site.Process }, seed: 0, time);
        if (TryAdd(nothing, TimeSpan.Zero))
        {
            ReleaseExpired();
        }
    }

    /// <summary>False when the keeper ended.</summary>
    private bool WaitForDeadline()
    {
        lock (latch)
        {
            while (!ended)
            {
                var wait = UntilNextDeadline();
                if (wait <= TimeSpan.Zero)
                {
                    return true;
                }

                Monitor.Wait(latch, wait);
            }

            return false;
        }
    }

    private TimeSpan UntilNextDeadline()
    {
        var next = LongestSleep;
        var now = time.GetTimestamp();
        for (var i = 0; i < MostArmed; i++)
        {
            if (armed[i] is not null && time.GetElapsedTime(now, deadlines[i]) is var left && left < next)
            {
                next = left;
            }
        }

        return next;
    }

    private ArmedFault? TakeExpired()
    {
        lock (latch)
        {
            var now = time.GetTimestamp();
            for (var i = 0; i < MostArmed; i++)
            {
                if (armed[i] is { } fault && deadlines[i] <= now)
                {
                    armed[i] = null;
                    return fault;
                }
            }

            return null;
        }
    }

    private long DeadlineIn(TimeSpan lease) => time.GetTimestamp() + (long)(lease.TotalSeconds * time.TimestampFrequency);
}
