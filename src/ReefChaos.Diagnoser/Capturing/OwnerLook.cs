using Microsoft.Diagnostics.Runtime;
using ReefChaos.Diagnoser.Capturing.Events;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Ranks locks by the time that threads waited for them, and says who holds them.</summary>
internal static class OwnerLook
{
    private const int Most = 10;

    /// <param name="threads">All blocked threads of the last look: where an owner is, if he is blocked too.</param>
    public static IReadOnlyList<LockSignals> Rank(ClrRuntime runtime, ContentionTally? contention, IReadOnlyList<BlockedThread> threads)
    {
        var places = threads.ToDictionary(t => (ulong)t.Id);
        var held = runtime.Heap.EnumerateSyncBlocks().Where(b => b is { IsMonitorHeld: true, WaitingThreadCount: > 0 }).ToDictionary(b => b.Object);
        var owners = runtime.Threads.ToDictionary(t => t.Address, t => (ulong)t.OSThreadId);
        var ranked = (contention?.Ranked() ?? [])
            .Where(c => c.Lock != 0)
            .Select(c => new LockSignals(
                NameOf(runtime, c.Lock), c.Seconds, c.Waits, held.Remove(c.Lock, out var now) ? now.WaitingThreadCount : 0, Owner(c.Owner, places)));
        var waiting = held.Values.Select(b => new LockSignals(
            NameOf(runtime, b.Object), 0, 0, b.WaitingThreadCount, Owner(owners.GetValueOrDefault(b.HoldingThreadAddress), places)));
        return [.. ranked.ToList().Concat(waiting).OrderByDescending(l => l.WaitSeconds).ThenByDescending(l => l.Waiting).Take(Most)];
    }

    /// <summary>The collector may have moved it since.</summary>
    private static string NameOf(ClrRuntime runtime, ulong item) =>
        runtime.Heap.GetObjectType(item)?.Name is { } type ? CodeNames.Type(type) : "an object that was moved meanwhile";

    private static LockOwner? Owner(ulong owner, Dictionary<ulong, BlockedThread> places) =>
        owner == 0 ? null : new LockOwner(owner, places.TryGetValue(owner, out var at) ? new OwnerWait(at.Kind, at.What, at.Where) : null);
}
