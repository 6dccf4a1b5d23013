using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing.Rules;

/// <summary>Threads or async methods that queue up for a lock.</summary>
internal sealed class LockContentionRule : IRule
{
    private const string Advice =
        "Keep slow work out of the lock: read an immutable snapshot, try to enter with a limit and a fallback, or split the lock.";

    public IEnumerable<CauseMode> Find(Signals signals)
    {
        foreach (var place in signals.Waits.Where(IsLock).GroupBy(w => w.Where))
        {
            if (place.Sum(w => w.Mean) is >= Marks.LockWaiters and var mean)
            {
                yield return new CauseMode(CauseModes.LockContention, place.Key,
                    [.. place.Select(w => FormattableString.Invariant($"{w.Mean:0.0} threads at a time waited in {w.What}, {w.Lasting} of them all the time"))],
                    [], Advice);
            }
        }

        foreach (var parked in signals.Awaits.Where(a => a.Kind == AwaitKind.Semaphore && (a.Count.First + a.Count.Last) / 2.0 >= Marks.LockWaiters))
        {
            yield return new CauseMode(CauseModes.LockContention, parked.Where,
                [$"{parked.Count.First}, then {parked.Count.Last} async methods were parked in SemaphoreSlim.WaitAsync, {parked.Lasting} of them all the time"],
                [], Advice);
        }
    }

    private static bool IsLock(ThreadWaits wait) => wait.Kind is WaitKind.Monitor or WaitKind.Lock or WaitKind.Semaphore or WaitKind.ReaderWriterLock;
}
