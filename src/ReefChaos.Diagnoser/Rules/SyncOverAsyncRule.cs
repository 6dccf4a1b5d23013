using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Pool threads that block on tasks, while what would complete those waits for a pool thread.</summary>
/// <remarks>Where the tasks wait for something that does not come, that is the cause, and another rule names it.</remarks>
internal sealed class SyncOverAsyncRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals)
    {
        if (!PoolState.IsBlocked(signals) || (!PoolState.HasAnswers(signals) && WaitForOthers(signals) >= Marks.LastingShare * PoolState.Blocked(signals)))
        {
            yield break;
        }

        var places = BlockedPlaces.Of(signals).GroupBy(w => w.Where).ToList();
        var pool = signals.Pool!;
        yield return new CauseMode(
            CauseModes.SyncOverAsync,
            places[0].Key,
            [
                .. places.Select(p => FormattableString.Invariant($"{p.Sum(w => w.Mean):0.0} pool threads at a time blocked in {p.First().What}, called by {p.Key}")),
                $"the pool has {pool.Workers.Last} threads, and work waited for one at every look: {pool.Queue.First} pieces, then {pool.Queue.Last}",
                .. PoolState.HasAnswers(signals) ? [$"{signals.Connections.Unread} connections have answers that nobody fetched"] : Array.Empty<string>(),
            ],
            [],
            "Await instead of blocking on a task (Wait, Result, GetAwaiter().GetResult()), all the way up; until then give the pool more threads at the start (ThreadPool.SetMinThreads).");
    }

    private static long WaitForOthers(Signals signals) =>
        signals.Awaits.Where(a => a.Blocking > 0 && IsOthers(a)).Sum(a => (long)a.Blocking)
        + signals.Waits.Where(w => BlockedPlaces.Opening(w, signals) is { } opening && IsOthers(opening)).Sum(w => w.Count.Last);

    /// <summary>It does not come: of what comes late, others are waited for at the last look than at the first.</summary>
    private static bool IsOthers(ParkedAwaits parked) => parked.Kind is not (AwaitKind.Delay or AwaitKind.Other) && Lasting.IsMost([parked]);
}
