using System.Diagnostics;
using ReefChaos.Histories;

namespace ReefChaos.Load.NBomber;

/// <summary>What became of every request. It belongs to the second in which it was sent: NBomber has no intended start that it could belong to.</summary>
internal sealed class Ledger(NthArrival intended)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, Page> pages = [];
    private readonly Tally lateness = new();
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan cpu = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan pause = GC.GetTotalPauseDuration();
    private int next;
    private long sent;
    private long unsent;
    private long ended;

    public long InFlight
    {
        get
        {
            lock (gate)
            {
                return sent - ended;
            }
        }
    }

    /// <summary>An invocation begins: it counts as the next of the schedule, in the order in which they begin.</summary>
    public void Invoked(double at)
    {
        lock (gate)
        {
            if (intended.Next() is { } due)
            {
                lateness.Add(Math.Max(0, at - due));
            }
        }
    }

    /// <returns>The second in whose page it stands: never one that is closed already.</returns>
    public int Sent(double at)
    {
        lock (gate)
        {
            sent++;
            var second = Math.Max(next, (int)Math.Max(0, at));
            PageOf(second).Sent++;
            return second;
        }
    }

    public void Unsent()
    {
        lock (gate)
        {
            unsent++;
        }
    }

    /// <param name="failure">Null for a success.</param>
    public void Ended(int second, string? failure, double latency)
    {
        lock (gate)
        {
            ended++;
            if (pages.TryGetValue(second, out var page))
            {
                page.Ended(failure, latency);
            }
        }
    }

    /// <summary>Closes, in order, the seconds that are over and of which every request has ended; none is left out, also if empty.</summary>
    public IReadOnlyList<LoadSecond> Close(double now, double end)
    {
        var closed = new List<LoadSecond>();
        lock (gate)
        {
            while (next + 1 <= now && next < end && (!pages.TryGetValue(next, out var page) || page.IsSettled))
            {
                closed.Add(CloseNext(now));
            }
        }

        return closed;
    }

    /// <summary>Closes all that began before <paramref name="end"/>; what has not ended counts as timed out.</summary>
    public IReadOnlyList<LoadSecond> CloseAll(double end, double now)
    {
        var closed = new List<LoadSecond>();
        lock (gate)
        {
            while (next < end || pages.Count > 0)
            {
                PageOf(next).Abandon(Math.Max(0, now - next));
                closed.Add(CloseNext(now));
            }
        }

        return closed;
    }

    public LoadTick Tick(double now)
    {
        lock (gate)
        {
            return new LoadTick(sent, ended, sent - ended) { At = now };
        }
    }

    public GeneratorReport Report(string driver, double now)
    {
        lock (gate)
        {
            return new GeneratorReport(
                sent + unsent, sent, unsent, lateness.MillisecondsAt(50), lateness.MillisecondsAt(99), lateness.Max / 1e3,
                (Environment.CpuUsage.TotalTime - cpu) / Stopwatch.GetElapsedTime(started),
                (GC.GetTotalPauseDuration() - pause).TotalMilliseconds, Environment.WorkingSet, lateness.Encode(), Environment.ProcessorCount)
            {
                At = now,
                Driver = driver,
                ScatterMs = intended.ScatterSeconds * 1e3,
            };
        }
    }

    private Page PageOf(int second)
    {
        if (!pages.TryGetValue(second, out var page))
        {
            pages[second] = page = new Page();
        }

        return page;
    }

    private LoadSecond CloseNext(double now)
    {
        var closed = PageOf(next).Close(next, now);
        pages.Remove(next++);
        return closed;
    }

    private sealed class Page
    {
        private readonly Tally latencies = new();
        private readonly SortedDictionary<string, long> failures = new(StringComparer.Ordinal);
        private long ok;
        private long ended;

        public long Sent { get; set; }

        public bool IsSettled => ended == Sent;

        public void Ended(string? failure, double latency)
        {
            ended++;
            latencies.Add(latency);
            if (failure is null)
            {
                ok++;
            }
            else
            {
                failures[failure] = failures.GetValueOrDefault(failure) + 1;
            }
        }

        public void Abandon(double latency)
        {
            while (!IsSettled)
            {
                Ended(FailureKinds.Timeout, latency);
            }
        }

        /// <summary>Both histograms are the same: there is one start.</summary>
        public LoadSecond Close(int second, double at)
        {
            var encoded = latencies.Encode();
            return new LoadSecond(second, ended, ok, failures, encoded, encoded) { At = at };
        }
    }
}
