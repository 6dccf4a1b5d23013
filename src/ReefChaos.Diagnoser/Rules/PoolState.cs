namespace ReefChaos.Diagnoser.Rules;

/// <summary>Whether the thread pool can work at all. In one that cannot, also what was answered long ago seems to wait.</summary>
internal static class PoolState
{
    /// <summary>Threads that block on tasks, on average.</summary>
    public static double Blocked(Signals signals) => BlockedPlaces.Of(signals).Sum(w => w.Mean);

    /// <summary>Work waits for a thread, at the first look and at the last one.</summary>
    public static bool IsBehind(Signals signals) => signals.Pool is { Queue: { First: > 0, Last: > 0 } };

    /// <summary>Most of its threads block on tasks, and work waits for one.</summary>
    public static bool IsBlocked(Signals signals) =>
        IsBehind(signals) && signals.Pool is { } pool && Blocked(signals) is var blocked
        && blocked >= Marks.BlockingThreads && blocked >= Marks.BlockedShare * pool.Workers.Last;

    /// <summary>Most of the answers that are waited for are there, and no thread fetches them.</summary>
    public static bool HasAnswers(Signals signals) =>
        signals.Connections.Unread > 0 && signals.Connections.Unread >= Marks.UnreadShare * signals.Awaits.Where(AtSocket).Sum(a => a.Count.Last);

    private static bool AtSocket(ParkedAwaits parked) => parked.What.StartsWith("System.Net.Sockets.", StringComparison.Ordinal);
}
