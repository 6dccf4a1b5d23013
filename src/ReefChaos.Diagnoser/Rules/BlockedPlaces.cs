using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Where threads block on tasks. Which thread blocks on which task is not known, only how many on what.</summary>
internal static class BlockedPlaces
{
    /// <summary>Pool threads that block on tasks, or on events that stand for them, the most first.</summary>
    public static IEnumerable<ThreadWaits> Of(Signals signals) => signals.Waits
        .Where(w => w is { Kind: WaitKind.Task, OnPool: true, Where: not null } || Opening(w, signals) is not null)
        .OrderByDescending(w => w.Lasting)
        .ThenByDescending(w => w.Mean);

    /// <summary>
    /// The parked methods that nobody awaits and that are as many as the threads that wait for an event: each sets one when it is done. Null where there are none.
    /// </summary>
    public static ParkedAwaits? Opening(ThreadWaits gate, Signals signals) => gate is { Kind: WaitKind.Gate, OnPool: true, Where: not null }
        ? signals.Awaits
            .Where(a => a is { Where: not null, InRequest: 0, Blocking: 0 } && a.Count.Last >= Marks.BlockingThreads)
            .FirstOrDefault(a => a.Count.Last >= Marks.LastingShare * gate.Count.Last && gate.Count.Last >= Marks.LastingShare * a.Count.Last)
        : null;

    /// <summary>On the pool, or on threads of which there are more and more: workers with threads of their own may wait for ever, and rightly so.</summary>
    public static bool AreNeeded(ThreadWaits waits) => waits.OnPool || waits.Count.Growth >= Marks.GainedWaiters;

    /// <summary>The place of what is parked; where no method of the user's is, that of the threads that block on it.</summary>
    public static CodeSite? Of(Signals signals, ParkedAwaits parked) =>
        parked.Where ?? (parked.Blocking > 0 ? Of(signals).FirstOrDefault()?.Where : null);

    /// <summary>Groups of parked methods by their place; those that have none are left out.</summary>
    public static IEnumerable<IGrouping<CodeSite, ParkedAwaits>> Places(Signals signals, Func<ParkedAwaits, bool> which) => signals.Awaits
        .Where(which)
        .Select(a => (Place: Of(signals, a), Parked: a))
        .Where(a => a.Place is not null)
        .GroupBy(a => a.Place!, a => a.Parked);
}
