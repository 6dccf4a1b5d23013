using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Histories;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

internal static class TargetEvidence
{
    /// <summary>Null where the target never started.</summary>
    public static TargetFindings? Of(LimitsSpec limits, History history)
    {
        if (history.Of<TargetStarted>().LastOrDefault() is not { } started)
        {
            return null;
        }

        // What is not enforced cannot be misread.
        var kept = started.Rung == NoLimitRung.RungName ? new LimitsSpec() : limits;
        var use = history.Of<LimitSample>().ToList();
        var exits = history.Of<TargetExited>().ToList();
        var restarts = history.Of<TargetRestarted>().ToList();
        return new TargetFindings(started.Kind, started.Rung, started.Enforced, started.StartSeconds)
        {
            Program = started.Program,
            BlindSpots = started.BlindSpots,
            Runtime = started.Runtime,
            Sees = started.Runtime is { } seen ? RuntimeMatch.Words(kept, seen) : "",
            Mismatches = started.Runtime is { } runtime ? RuntimeMatch.Mismatches(kept, runtime) : [],
            Use = LimitEvidence.Of(use),
            Restarts = Math.Max(restarts.Count, use.Select(u => u.Restarts).DefaultIfEmpty().Max()),
            Ends = [.. exits.Select((e, i) => ExitWords.Line(e, Back(restarts, e, exits.ElementAtOrDefault(i + 1))))],
            ExitCode = exits.LastOrDefault()?.ExitCode,
            ExitCause = exits.LastOrDefault()?.Cause,
        };
    }

    private static TargetRestarted? Back(List<TargetRestarted> restarts, TargetExited exit, TargetExited? next) =>
        restarts.Find(r => r.At >= exit.At && (next is null || r.At <= next.At));
}
