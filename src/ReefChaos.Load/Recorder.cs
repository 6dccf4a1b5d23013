using HdrHistogram;
using ReefChaos.Histories;

namespace ReefChaos.Load;

/// <summary>The books of all seconds. A request belongs to the second of its intended start, however late its answer.</summary>
internal sealed class Recorder
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<int, Book> open = [];
    private readonly Stack<Book> spare = [];
    private readonly LongHistogram lateness = Microseconds.NewHistogram();
    private int next;
    private long due;
    private long sent;
    private long unsent;
    private long ended;

    /// <returns>The second in whose book it stands: never one that is closed already.</returns>
    public int Due(double at)
    {
        lock (gate)
        {
            var second = Math.Max(next, (int)Math.Max(0, at));
            BookOf(second).Due();
            due++;
            return second;
        }
    }

    /// <param name="late">Seconds from the intended start; null where there was none, in a closed loop.</param>
    public void Sent(double? late)
    {
        lock (gate)
        {
            sent++;
            if (late is { } seconds)
            {
                lateness.RecordValue(Microseconds.Of(seconds));
            }
        }
    }

    public void Unsent(int second)
    {
        lock (gate)
        {
            unsent++;
            BookOf(second).Withdraw();
        }
    }

    /// <param name="failure">Null for a success.</param>
    /// <param name="latency">Seconds from the intended start.</param>
    public void Ended(int second, string? failure, double latency)
    {
        lock (gate)
        {
            // It may have been abandoned meanwhile.
            if (open.TryGetValue(second, out var book))
            {
                ended++;
                book.Ended(failure, latency);
            }
        }
    }

    /// <summary>Closes, in order, the seconds before <paramref name="passed"/> of which every request has ended; none is left out, also if empty.</summary>
    /// <param name="passed">Everything due before this second is in the books.</param>
    public IReadOnlyList<LoadSecond> Close(double passed, double now)
    {
        var closed = new List<LoadSecond>();
        lock (gate)
        {
            while (next + 1 <= passed && (!open.TryGetValue(next, out var book) || book.IsSettled))
            {
                closed.Add(CloseNext(now));
            }
        }

        return closed;
    }

    /// <summary>Closes everything that began before <paramref name="end"/>; what has not ended counts as timed out.</summary>
    public IReadOnlyList<LoadSecond> CloseAll(double end, double now)
    {
        var closed = new List<LoadSecond>();
        lock (gate)
        {
            while (next < end || open.Count > 0)
            {
                BookOf(next).Abandon(Math.Max(0, now - next));
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

    public GeneratorReport Report(ResourceUse use, double now)
    {
        lock (gate)
        {
            return new GeneratorReport(
                due, sent, unsent, LatenessMs(50), LatenessMs(99), lateness.TotalCount == 0 ? 0 : lateness.GetMaxValue() / 1e3,
                use.CpuShare, use.GcPauseMs, use.ResidentBytes)
            {
                At = now,
            };
        }
    }

    private double LatenessMs(double percentile) => lateness.TotalCount == 0 ? 0 : lateness.GetValueAtPercentile(percentile) / 1e3;

    private Book BookOf(int second)
    {
        if (!open.TryGetValue(second, out var book))
        {
            open[second] = book = spare.TryPop(out var used) ? used : new Book();
        }

        return book;
    }

    private LoadSecond CloseNext(double now)
    {
        var book = BookOf(next);
        var closed = book.Close(next, now);
        open.Remove(next++);
        book.Clear();
        spare.Push(book);
        return closed;
    }
}
