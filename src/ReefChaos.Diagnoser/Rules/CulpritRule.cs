using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>
/// Requests that pile up behind something of the service's own: behind a worker that does not come back, or in a queue or a table of promises. Asked only where no other
/// rule found anything: one worker that waits is no trouble, until requests wait for it.
/// </summary>
internal sealed class CulpritRule : IRule
{
    private const string Promise = "System.Threading.Tasks.TaskCompletionSource";

    private static readonly string[] Tables = ["System.Collections.Generic.Dictionary", "System.Collections.Concurrent.ConcurrentDictionary"];

    private static readonly string[] Lines =
    [
        "System.Collections.Generic.Queue", "System.Collections.Generic.LinkedList", "System.Collections.Generic.PriorityQueue", "System.Collections.Concurrent.ConcurrentQueue",
    ];

    public IEnumerable<CauseMode> Find(Signals signals) => Pile(signals) is { } pile && Culprit(signals, pile) is { } found
        ? [found with { Evidence = [.. found.Evidence, $"requests pile up at {pile.Where}: {Lasting.Words([pile], signals)}"] }]
        : [];

    /// <summary>Where most requests wait for something of the service's own, and more and more of them.</summary>
    private static ParkedAwaits? Pile(Signals signals) => signals.Awaits
        .Where(a => a is { Kind: AwaitKind.Other, Where: not null, InRequest: > 0 } && Leaks.AreMore(a.Count, signals) && Lasting.IsMost([a]))
        .MaxBy(a => a.Count.Growth);

    private static CauseMode? Culprit(Signals signals, ParkedAwaits pile) =>
        Thread(signals, WaitKind.NativeCall, CauseModes.NativeHang, "Wait for native calls with a limit, on several threads, and go on with a fallback.")
        ?? Worker(signals, AwaitKind.Http, CauseModes.MissingTimeout, "Limit each call in time, so that the worker goes on with the next one.")
        ?? Worker(signals, AwaitKind.ChannelWrite, CauseModes.BlockedChannel, "Write with a limit and drop or store elsewhere what finds no room.")
        ?? Thread(signals, WaitKind.Answer, CauseModes.MissingTimeout, "Limit each call in time, so that the worker goes on with the next one.")
        ?? Kept(signals, pile);

    private static CauseMode? Thread(Signals signals, WaitKind kind, string mode, string advice) =>
        signals.Waits.Where(w => w is { OnPool: false, Where: not null, Lasting: > 0 } && w.Kind == kind).MaxBy(w => w.Lasting) is { } wait
            ? new CauseMode(mode, wait.Where, [FormattableString.Invariant($"a thread of its own did not come back from {wait.What} in {signals.WindowSeconds:0.0} s")], [], advice)
            : null;

    private static CauseMode? Worker(Signals signals, AwaitKind kind, string mode, string advice) =>
        signals.Awaits.Where(a => a is { Where: not null, InRequest: 0, Lasting: > 0 } && a.Kind == kind).MaxBy(a => a.Lasting) is { } wait
            ? new CauseMode(mode, wait.Where, [$"a worker outside of any request waits for {wait.What}: {Lasting.Words([wait], signals)}"], [], advice)
            : null;

    /// <summary>Of promises that wait in line, whoever is done lets the next one go on, as a lock does; those in a table are looked up when an answer comes.</summary>
    private static CauseMode? Kept(Signals signals, ParkedAwaits pile)
    {
        var promises = signals.Growth.FirstOrDefault(g => g.Type.StartsWith(Promise, StringComparison.Ordinal) && g.Count.Growth >= Marks.LastingShare * pile.Count.Growth);
        if (promises is null || pile.Count.Growth < Marks.PiledShare * (signals.Traffic?.Served ?? 0))
        {
            return null;
        }

        var evidence = FormattableString.Invariant($"promises are kept in {string.Join(" → ", promises.Path)}: from {promises.Count.First} to {promises.Count.Last}");
        return Goes(promises, Lines) ? new CauseMode(CauseModes.LockContention, pile.Where, [evidence], [], "Keep slow work out of the lock, enter it with a limit, or split it.")
            : Goes(promises, Tables) ? new CauseMode(CauseModes.MissingTimeout, pile.Where, [evidence], [], "Limit each call in time, and forget what is not answered.")
            : null;
    }

    private static bool Goes(TypeGrowth growth, string[] types) => growth.Path.Any(p => types.Contains(p, StringComparer.Ordinal));
}
