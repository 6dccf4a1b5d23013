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
        if (Gate(signals) is { } why)
        {
            // What else could not be seen follows from it.
            return new Cause(Starvation.IsStarved(signals), [], signals.PauseMs) { Notes = [why] };
        }

        return new Cause(false, [.. Rules.SelectMany(r => r.Find(signals)).Select(m => m with { Against = [.. m.Against, .. Against.Of(signals)] })], signals.PauseMs) { Notes = signals.Notes };
    }

    /// <summary>Why nothing can be named; null where it can.</summary>
    private static string? Gate(Signals signals) =>
        signals.IsPaused ? "the process is paused (stopped by a signal, or its container is): nothing can be told of it"
        : signals.HasEnded ? "the process ended while it was looked at: nothing can be told of it"
        : Starvation.IsStarved(signals) ? Starvation.Words(signals)
        : null;
}
