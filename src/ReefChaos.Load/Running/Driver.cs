using ReefChaos.Histories;
using ReefChaos.Load.Recording;
using ReefChaos.Plans;

namespace ReefChaos.Load.Running;

/// <summary>The one loop of a run: sends what is due, serves the transport, and closes the books of the seconds that are over.</summary>
internal sealed class Driver(RunClock clock, Traffic traffic, Recorder recorder, IEnumerator<Arrival> arrivals, long timeout, Action<Func<Entry>> publish)
{
    /// <summary>How often books are looked at: history may come so much later than it happened.</summary>
    private const long Look = 50_000_000;

    /// <summary>How often the copies of a closed loop are counted.</summary>
    private const long CopiesLook = 5_000_000;

    /// <summary>Past the timeout of the last request; what has not ended then never will.</summary>
    private const long DrainGrace = 2_000_000_000;

    /// <summary>What is overdue goes out in parts, so that answers are read meanwhile.</summary>
    private const int Burst = 64;

    private const long Second = 1_000_000_000;

    private long end = long.MaxValue;
    private long nextArrival;
    private long nextLook;
    private long lastBegun;
    private long ticks;
    private bool told;

    /// <summary>No request that is due at or after this is sent. From any thread.</summary>
    public long End
    {
        get => Volatile.Read(ref end);
        set
        {
            Volatile.Write(ref end, value);
            traffic.Transport.Wake();
        }
    }

    /// <summary>Returns once the end is ordered and reached, and all requests have ended or timed out.</summary>
    public void Run()
    {
        Advance();
        while (!Round(out var until))
        {
            traffic.Transport.Wait(until);
        }
    }

    /// <returns>Whether all is over.</returns>
    private bool Round(out long until)
    {
        lock (traffic.Gate)
        {
            traffic.End = End;
            if (nextArrival >= traffic.End)
            {
                nextArrival = long.MaxValue;
            }

            var now = clock.Now;
            for (var sent = 0; nextArrival <= now && nextArrival < traffic.End && sent < Burst; sent++)
            {
                traffic.Begin(arrivals.Current);
                lastBegun = now;
                Advance();
            }

            traffic.Attend(now);
            if (now >= nextLook)
            {
                traffic.Adjust(now);
                Publish(now);
                nextLook = now + (traffic.HasCopies ? CopiesLook : Look);
            }

            until = Math.Min(Math.Min(nextArrival, nextLook), traffic.NextDue);
            return IsOver(now);
        }
    }

    private void Advance() =>
        nextArrival = arrivals.MoveNext() ? RunClock.Nanoseconds(arrivals.Current.AtSeconds) : long.MaxValue;

    private bool IsOver(long now)
    {
        if (now < End || nextArrival < End || (traffic.InFlight > 0 && now < Math.Max(End, lastBegun) + timeout + DrainGrace))
        {
            return false;
        }

        while (recorder.Abandon(End, now) is { } book)
        {
            Publish(book, now);
        }

        return true;
    }

    private void Publish(long now)
    {
        var passed = Math.Min(Math.Min(now, traffic.NextThought), Math.Min(nextArrival, LastSecond));
        while (recorder.TryClose(passed) is { } book)
        {
            Publish(book, now);
        }

        if (traffic.Lack is { } lack && !told)
        {
            told = true;
            var trouble = new Trouble("load", lack, Fatal: false) { At = RunClock.Seconds(now) };
            publish(() => trouble);
        }

        for (; now >= (ticks + 1) * Second; ticks++)
        {
            var tick = recorder.Tick(RunClock.Seconds(now));
            publish(() => tick);
        }
    }

    /// <summary>The end of the second in which the run ends.</summary>
    private long LastSecond => End >= long.MaxValue - Second ? long.MaxValue : (End + Second - 1) / Second * Second;

    private void Publish(Book book, long now) => publish(() =>
    {
        var entry = book.ToEntry(RunClock.Seconds(now));
        recorder.GiveBack(book);
        return entry;
    });
}
