namespace ReefChaos.Engine.Diagnosing.Capturing.Events;

/// <summary>How long threads waited for monitors and locks, by lock.</summary>
internal sealed class ContentionTally
{
    private readonly Lock latch = new();
    private readonly Dictionary<ulong, (ulong Lock, ulong Owner)> waiting = [];
    private readonly Dictionary<ulong, (double Seconds, int Waits, ulong Owner)> locks = [];

    /// <param name="item">The address of the object that is locked; the collector may move it later.</param>
    /// <param name="owner">The system's id of the thread that holds it.</param>
    public void Begin(ulong thread, ulong item, ulong owner)
    {
        lock (latch)
        {
            waiting[thread] = (item, owner);
        }
    }

    public void End(ulong thread, double seconds)
    {
        lock (latch)
        {
            // A wait that had begun before anybody looked has no lock: it counts for what is known of it, its length.
            waiting.Remove(thread, out var wait);
            var (sum, waits, _) = locks.GetValueOrDefault(wait.Lock);
            locks[wait.Lock] = (sum + seconds, waits + 1, wait.Owner);
        }
    }

    /// <summary>Waits that have not ended go on.</summary>
    public void Forget()
    {
        lock (latch)
        {
            locks.Clear();
        }
    }

    public IReadOnlyList<(ulong Lock, double Seconds, int Waits, ulong Owner)> Ranked()
    {
        lock (latch)
        {
            return [.. locks.Select(l => (l.Key, l.Value.Seconds, l.Value.Waits, l.Value.Owner)).OrderByDescending(l => l.Seconds)];
        }
    }
}
