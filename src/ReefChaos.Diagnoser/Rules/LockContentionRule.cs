using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Threads or async methods that queue up for a lock. The place is where they wait; the evidence says who holds it.</summary>
internal sealed class LockContentionRule : IRule
{
    private const string Advice =
        "Keep slow work out of the lock: read an immutable snapshot, try to enter with a limit and a fallback, or split the lock.";

    public IEnumerable<CauseMode> Find(Signals signals) => Threads(signals).Concat(Parked(signals))
        .GroupBy(m => m.Where)
        .Select(g => g.First() with { Evidence = [.. g.SelectMany(m => m.Evidence), .. Owners(signals)] });

    private static IEnumerable<CauseMode> Threads(Signals signals) => signals.Waits
        .Where(w => w.Where is not null && (IsLock(w) || IsClosedGate(w, signals)))
        .GroupBy(w => w.Where)
        .Where(place => (place.Sum(w => w.Mean) is >= Marks.LockWaiters and var waiting && (PoolState.IsBehind(signals) || Wait(place.Sum(w => w.Lasting), waiting, signals)))
            || (PoolState.IsBehind(signals) && place.Where(w => w.OnPool).Sum(w => w.Mean) >= Marks.LockWaitersOfFew))
        .Select(place => new CauseMode(
            CauseModes.LockContention,
            place.Key,
            [.. place.OrderByDescending(w => w.Mean).Select(w => FormattableString.Invariant($"{w.Mean:0.0} threads at a time waited in {w.What}, {w.Lasting} of them for all of {signals.WindowSeconds:0.0} s"))],
            [.. place.All(w => w.Lasting == 0) ? ["none of them waited all the time: the lock is passed on"] : Array.Empty<string>()],
            Advice));

    private static IEnumerable<CauseMode> Parked(Signals signals) => BlockedPlaces.Places(signals, a => a.Kind == AwaitKind.Semaphore)
        .Where(place => place.Sum(a => a.Count.First + a.Count.Last) / 2.0 is >= Marks.LockWaiters and var waiting && Wait(place.Sum(a => a.Lasting), waiting, signals) && HeldUp.Any(place))
        .Select(place => new CauseMode(
            CauseModes.LockContention,
            place.Key,
            [$"async methods were parked in SemaphoreSlim.WaitAsync: {Lasting.Words(place, signals)}"],
            [.. place.All(a => a.Lasting == 0) ? ["none of them waited all the time: the lock is passed on"] : Array.Empty<string>()],
            Advice));

    private static IEnumerable<string> Owners(Signals signals) => signals.Locks
        .Where(l => l.Waiting > 0 || l.WaitSeconds >= Marks.LockTold)
        .Take(3)
        .Select(l => FormattableString.Invariant(
            $"{l.Name}: {l.Waiting} wait for it now, {l.WaitSeconds:0.0} s of ended waits{(l.Owner is { } owner ? $", last held by {Words(owner)}" : "")}"));

    private static string Words(LockOwner owner) => owner.In is { } wait
        ? $"thread {owner.Thread}, which is in {wait.What}{(wait.Where is { } site ? $", called by {site}" : "")}"
        : $"thread {owner.Thread}, which runs";

    /// <summary>Whether they wait long enough to matter: as many as are served, but for those that wait, have gone through meanwhile.</summary>
    private static bool Wait(long lasting, double waiting, Signals signals) =>
        lasting > 0 || signals.Traffic is not { Served: > 0 and var served } || waiting * signals.WindowSeconds / served >= Marks.LockWaitSeconds;

    /// <summary>Idle workers wait for an event as well; but those do not get more, nor does other work wait for their threads.</summary>
    private static bool IsClosedGate(ThreadWaits wait, Signals signals) => wait is { Kind: WaitKind.Gate, OnPool: true } && wait.Lasting >= Marks.LockWaiters
        && BlockedPlaces.Opening(wait, signals) is null
        && (wait.Count.Growth >= Marks.GainedWaiters || (PoolState.IsBehind(signals) && wait.Mean >= Marks.BlockedShare * signals.Pool!.Workers.Last));

    /// <summary>On a thread of its own a semaphore is more often a signal for work than a lock.</summary>
    private static bool IsLock(ThreadWaits wait) =>
        wait.Kind is WaitKind.Monitor or WaitKind.Lock or WaitKind.ReaderWriterLock || wait is { Kind: WaitKind.Semaphore, OnPool: true };
}
