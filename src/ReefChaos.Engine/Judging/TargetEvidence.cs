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

        var use = history.Of<LimitSample>().ToList();
        var exits = history.Of<TargetExited>().ToList();
        var restarts = history.Of<TargetRestarted>().ToList();
        return new TargetFindings(started.Kind, started.Rung, started.Enforced, started.StartSeconds)
        {
            Program = started.Program,
            Runtime = started.Runtime,
            Sees = started.Runtime is { } seen ? RuntimeMatch.Words(limits, seen) : "",
            Mismatches = started.Runtime is { } runtime ? RuntimeMatch.Mismatches(limits, runtime) : [],
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
