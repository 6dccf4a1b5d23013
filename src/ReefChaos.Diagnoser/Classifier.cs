using ReefChaos.Diagnoser.Rules;
using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser;

/// <summary>Names failure modes by positive evidence alone: what is not shown is not named.</summary>
internal static class Classifier
{
    private static readonly IReadOnlyList<IRule> Rules =
    [
        new NativeHangRule(),
        new LockContentionRule(),
        new BlockedChannelRule(),
        new MissingTimeoutRule(),
        new SyncOverAsyncRule(),
        new OutsideLeakRule(),
    ];

    private static readonly HeapLeakRule InHeap = new(leastBytes: 0);

    private static readonly HeapLeakRule BesideOthers = new(Marks.LeakedBytesBeside);

    private static readonly CulpritRule Unnamed = new();

    public static Cause Decide(Signals signals)
    {
        // Of a process that has ended only what it had kept until then can be told: all else seems to have stopped.
        var holding = Consequence.Without(Find(signals, signals.HasEnded ? [new OutsideLeakRule()] : Rules), signals);
        var leaks = Find(signals, [holding.Exists(m => m.Mode != CauseModes.Leak) ? BesideOthers : InHeap]);
        if (holding.Count == 0 && !signals.HasEnded)
        {
            holding = Find(signals, [Unnamed]);
        }

        if (Gate(signals, holding.Count + leaks.Count) is { } why)
        {
            // What else could not be seen follows from it.
            return new Cause(Starvation.IsStarved(signals), [], signals.PauseMs) { Notes = [why] };
        }

        var areHarmless = HeapRoom.IsLeft(signals);
        return new Cause(false, areHarmless ? holding : [.. holding, .. leaks], signals.PauseMs)
        {
            Notes = [.. signals.Notes, .. areHarmless ? leaks.Select(l => HeapRoom.Words(l, signals)) : [], .. signals.HasEnded ? ["the process ended while it was looked at"] : Array.Empty<string>()],
        };
    }

    private static List<CauseMode> Find(Signals signals, IReadOnlyList<IRule> rules) =>
        [.. rules.SelectMany(r => r.Find(signals)).Select(m => m with { Against = [.. m.Against, .. Against.Of(signals)] })];

    /// <summary>Why nothing can be named; null where it can.</summary>
    private static string? Gate(Signals signals, int found) =>
        signals.IsPaused ? "the process is paused (stopped by a signal, or its container is): nothing can be told of it"
        : signals.HasEnded ? (found > 0 ? null : "the process ended while it was looked at: nothing can be told of it")
        : Starvation.IsStarved(signals) ? Starvation.Words(signals)
        : null;
}
