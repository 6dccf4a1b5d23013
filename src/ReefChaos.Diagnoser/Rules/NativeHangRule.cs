using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Threads that do not come back from native code.</summary>
internal sealed class NativeHangRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals) => signals.Waits
        .Where(w => w.Kind is WaitKind.NativeCall && ((w.Lasting >= Marks.HungThreads && BlockedPlaces.AreNeeded(w)) || HoldsOthersUp(w, signals)))
        .GroupBy(w => w.Where)
        .Select(g => new CauseMode(
            CauseModes.NativeHang,
            g.Key ?? Waiting(signals),
            [.. g.Select(w => FormattableString.Invariant(
                $"{w.Lasting} {(w.OnPool ? "pool " : "")}{(w.Lasting == 1 ? "thread" : "threads")} did not leave the native call {w.What} in {signals.WindowSeconds:0.0} s"))],
            [],
            "Give native calls threads of their own, few and with a short queue (a bulkhead), wait for them with a limit, and go on with a fallback."));

    /// <summary>One is enough where it holds a lock that others wait for all the time.</summary>
    private static bool HoldsOthersUp(ThreadWaits wait, Signals signals) => wait is { Lasting: > 0, Where: not null }
        && signals.Locks.Any(l => l is { Waiting: > 0, Owner.In: { Kind: WaitKind.NativeCall } held } && held.Where == wait.Where);

    /// <summary>A call that the framework makes on a thread of its own choice has no code of the user's above it: he is where requests wait for it.</summary>
    private static CodeSite? Waiting(Signals signals) => signals.Awaits
        .Where(a => a is { Kind: AwaitKind.Other, Where: not null, InRequest: > 0, Lasting: >= Marks.HungThreads })
        .MaxBy(a => a.Lasting)?.Where;
}
