using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Agent.Lease;

/// <summary>Releases every fault whose lease was not renewed in time.</summary>
/// <remarks>
/// The thread exists before the first fault does, and needs no thread pool, no lock of the app and no memory. Its own
/// lock is held for a few reads and writes only: what arming takes, it takes outside.
/// <para>
/// A process without processor time, or with one full collection after the other, wakes its threads late, this one too. So
/// while something is armed the thread looks several times a lease how late it wakes, and begins a release before the lease's end by
/// twice what it was late at worst during about one lease: never before the last quarter, which a runner that is alive does not let begin.
/// </para>
/// </remarks>
internal sealed class LeaseKeeper(TimeProvider time) : IDisposable
{
    public const int MostArmed = 64;

    /// <summary>The share of a lease that a release may begin early: a runner renews at each third of it, and a renewal may itself be late.</summary>
    public const double MostOfLeaseAhead = 0.25;

    private const int LooksPerLease = 16;

    /// <summary>The next time may be worse than any before, and the release itself is held up as well.</summary>
    private const double Margin = 2;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromHours(1);

    private readonly object latch = new();
    private readonly ArmedFault?[] armed = new ArmedFault?[MostArmed];
    private readonly TimeSpan[] leases = new TimeSpan[MostArmed];
    private readonly long[] deadlines = new long[MostArmed];
    private Thread? thread;
    private bool ended;

    /// <summary>Of the thread. Only whoever holds the latch, or has no thread running, may touch it.</summary>
    public Lateness Lateness { get; } = new(LooksPerLease);

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
                    leases[i] = lease;
                    deadlines[i] = TimestampIn(lease);
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
            Array.Fill(leases, lease);
            Array.Fill(deadlines, TimestampIn(lease));
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
        ShortSlice.TakeForThisThread();
        Rehearse();
        while (WaitForDeadline())
        {
            ReleaseExpired();
        }
    }

    /// <summary>Has the release compiled before memory is short.</summary>
    private void Rehearse()
    {
        Lateness.Note(TimeSpan.Zero);
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
                var wait = UntilNextLook();
                if (wait <= TimeSpan.Zero)
                {
                    return true;
                }

                Sleep(wait);
            }

            return false;
        }
    }

    private TimeSpan UntilNextLook()
    {
        var next = LongestSleep;
        var now = time.GetTimestamp();
        for (var i = 0; i < MostArmed; i++)
        {
            if (armed[i] is not null)
            {
                next = Shorter(next, Shorter(leases[i] / LooksPerLease, UntilRelease(i, now)));
            }
        }

        return next;
    }

    /// <summary>Or until an order wakes it. The monitor counts whole milliseconds: rounded down, the last of them would be a busy loop.</summary>
    private void Sleep(TimeSpan wait)
    {
        var end = TimestampIn(wait);
        Monitor.Wait(latch, TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)));
        var late = time.GetElapsedTime(end);
        if (late >= TimeSpan.Zero)
        {
            Lateness.Note(late);
        }
    }

    private ArmedFault? TakeExpired()
    {
        lock (latch)
        {
            var now = time.GetTimestamp();
            for (var i = 0; i < MostArmed; i++)
            {
                if (armed[i] is { } fault && UntilRelease(i, now) <= TimeSpan.Zero)
                {
                    armed[i] = null;
                    return fault;
                }
            }

            return null;
        }
    }

    private TimeSpan UntilRelease(int i, long now) =>
        time.GetElapsedTime(now, deadlines[i]) - Shorter(Lateness.Worst * Margin, leases[i] * MostOfLeaseAhead);

    private long TimestampIn(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
