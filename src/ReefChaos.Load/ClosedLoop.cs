using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Load;

/// <summary>Copies that each send when their last answer is there. Their intended start is the actual one.</summary>
/// <remarks>Limit: a stalled target slows the load down, and so hides part of its own stall. Prefer the inject simulations.</remarks>
internal sealed class ClosedLoop(RunClock clock, Recorder recorder, Sender sender, ArrivalSchedule schedule)
{
    /// <summary>A copy that could not connect waits so long: refusals come back at once, and would make a busy loop of it.</summary>
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<int> active = [];
    private double end = double.PositiveInfinity;
    private long ordinal = -1;
    private int inFlight;

    /// <summary>Read after the end it counts every request that is still to be sent, too.</summary>
    public int InFlight
    {
        get
        {
            lock (active)
            {
                return Volatile.Read(ref inFlight);
            }
        }
    }

    /// <summary>The second at or after which nothing is sent.</summary>
    public double End
    {
        get => Volatile.Read(ref end);
        set => Volatile.Write(ref end, value);
    }

    /// <summary>Starts the copies that the schedule has by now; copies above its number end by themselves.</summary>
    public void Adjust()
    {
        var copies = clock.Now < End ? schedule.CopiesAt(clock.Now) : 0;
        for (var copy = 0; copy < copies; copy++)
        {
            bool starts;
            lock (active)
            {
                starts = active.Add(copy);
            }

            if (starts)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static s => _ = s.Loop.RunAsync(s.Copy), (Loop: this, Copy: copy), preferLocal: false);
            }
        }
    }

    private async Task RunAsync(int copy)
    {
        while (Continues(copy))
        {
            if (await SendAsync().ConfigureAwait(false) == FailureKinds.Connection)
            {
                await Task.Delay(AfterRefusal, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private bool Continues(int copy)
    {
        lock (active)
        {
            if (clock.Now < End && copy < schedule.CopiesAt(clock.Now))
            {
                Interlocked.Increment(ref inFlight);
                return true;
            }

            active.Remove(copy);
            return false;
        }
    }

    private async Task<string?> SendAsync()
    {
        var start = clock.Now;
        var second = recorder.Due(start);
        recorder.Sent(late: null);
        var failure = await sender.SendAsync(schedule.JourneyFor(Interlocked.Increment(ref ordinal))).ConfigureAwait(false);
        recorder.Ended(second, failure, clock.Now - start);
        Interlocked.Decrement(ref inFlight);
        return failure;
    }
}
