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
        new LeakRule(),
    ];

    public static Cause Decide(Signals signals)
    {
        // Of a process that has ended only what it had kept until then can be told: all else seems to have stopped.
        var found = Find(signals, signals.HasEnded ? [new LeakRule()] : Rules);
        if (Gate(signals, found) is { } why)
        {
            // What else could not be seen follows from it.
            return new Cause(Starvation.IsStarved(signals), [], signals.PauseMs) { Notes = [why] };
        }

        return new Cause(false, found, signals.PauseMs) { Notes = signals.HasEnded ? [.. signals.Notes, "the process ended while it was looked at"] : signals.Notes };
    }

    private static IReadOnlyList<CauseMode> Find(Signals signals, IReadOnlyList<IRule> rules) =>
        [.. rules.SelectMany(r => r.Find(signals)).Select(m => m with { Against = [.. m.Against, .. Against.Of(signals)] })];

    /// <summary>Why nothing can be named; null where it can.</summary>
    private static string? Gate(Signals signals, IReadOnlyList<CauseMode> found) =>
        signals.IsPaused ? "the process is paused (stopped by a signal, or its container is): nothing can be told of it"
        : signals.HasEnded ? (found.Count > 0 ? null : "the process ended while it was looked at: nothing can be told of it")
        : Starvation.IsStarved(signals) ? Starvation.Words(signals)
        : null;
}
