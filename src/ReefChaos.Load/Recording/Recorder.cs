using System.Collections.Concurrent;
using ReefChaos.Histories;

namespace ReefChaos.Load.Recording;

/// <summary>The books of all seconds. A request belongs to the second of its intended start, however late its answer.</summary>
/// <remarks>
/// All times are nanoseconds since time zero. Not safe for concurrent use, except that a closed book is read, and given back, by whoever
/// took it: to write one as text takes longer than a request may wait.
/// </remarks>
internal sealed class Recorder
{
    private const long Second = 1_000_000_000;

    private readonly Queue<Book> open = new();
    private readonly ConcurrentBag<Book> spare = [];
    private readonly Histogram lateness = new();
    private Book? latest;
    private int next;
    private long due;
    private long sent;
    private long unsent;
    private long ended;

    /// <returns>The book in which it stands: never one that is closed already.</returns>
    public Book Due(long at)
    {
        due++;
        var book = BookOf((int)Math.Max(next, Math.Max(0, at) / Second));
        book.Due();
        return book;
    }

    public void Sent() => sent++;

    /// <param name="nanoseconds">From the intended start to the actual send.</param>
    public void Late(long nanoseconds) => lateness.Record(nanoseconds);

    /// <param name="sent">It was counted as sent, and turned out not to be.</param>
    public void Unsent(Book book, bool sent)
    {
        unsent++;
        book.Withdraw();
        if (sent)
        {
            this.sent--;
        }
    }

    /// <param name="failure">Null for a success.</param>
    /// <param name="latency">From the intended start.</param>
    /// <param name="sinceSend">From the actual send.</param>
    public void Ended(Book book, string? failure, long latency, long sinceSend)
    {
        ended++;
        book.Ended(failure, latency, sinceSend);
    }

    /// <summary>Closes the earliest second, if it lies before <paramref name="passed"/> and every request of it has ended. None is left out, also if empty.</summary>
    /// <param name="passed">Everything due before this is in the books.</param>
    /// <returns>To be given back; null for none.</returns>
    public Book? TryClose(long passed)
    {
        if ((next + 1) * Second > passed)
        {
            return null;
        }

        return BookOf(next).IsSettled ? CloseNext() : null;
    }

    /// <summary>Closes the earliest second that began before <paramref name="end"/>; what has not ended counts as timed out.</summary>
    /// <returns>Null when there is none.</returns>
    public Book? Abandon(long end, long now)
    {
        if (next * Second >= end && open.Count == 0)
        {
            return null;
        }

        BookOf(next).Abandon(Math.Max(0, now - (next * Second)));
        return CloseNext();
    }

    /// <summary>For another second. From any thread.</summary>
    public void GiveBack(Book book)
    {
        book.Clear();
        spare.Add(book);
    }

    public LoadTick Tick(double at) => new(sent, ended, sent - ended) { At = at };

    public GeneratorReport Report(ResourceUse use, int cores, double at) => new(
        due, sent, unsent, lateness.ValueAtPercentile(50) / 1e3, lateness.ValueAtPercentile(99) / 1e3, lateness.Max / 1e3,
        use.CpuShare, use.GcPauseMs, use.ResidentBytes, EncodedHistogram.Encode(lateness.Pairs()), cores)
    {
        At = at,
    };

    /// <summary>Of a second that is not closed. Books are opened in order, and mostly the latest is asked for.</summary>
    private Book BookOf(int second)
    {
        if (latest is { } last && last.Second == second)
        {
            return last;
        }

        for (var opened = next + open.Count; opened <= second; opened++)
        {
            latest = spare.TryTake(out var used) ? used : new Book();
            latest.Second = opened;
            open.Enqueue(latest);
        }

        return latest is { } book && book.Second == second ? book : Earlier(second);
    }

    private Book Earlier(int second) => open.First(b => b.Second == second);

    private Book CloseNext()
    {
        next++;
        var book = open.Dequeue();
        if (book == latest)
        {
            latest = null;
        }

        return book;
    }
}
