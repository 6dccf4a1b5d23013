using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>What the judge would say while the arm still runs.</summary>
public static class Decision
{
    /// <summary>The objectives that this phase leaves undecided so far; none where its end is already clear. It never throws.</summary>
    /// <remarks>
    /// Once one objective is missed, more seconds change nothing. An undecided baseline only matters where its estimate is on
    /// the bad side. Seconds count up to the first that is not complete: those that complete late are the slow ones, and
    /// leaving just them out would flatter the target.
    /// </remarks>
    public static IReadOnlyList<string> Undecided(Scenario scenario, Plan plan, History history, Phase phase)
    {
        if (phase is not (Phase.Baseline or Phase.Fault) || history.SpanOf(phase) is null)
        {
            return [];
        }

        var checks = Checks(scenario, plan, history, phase);
        if (checks.Any(c => c.Result.Result == ObjectiveState.Missed))
        {
            return [];
        }

        var thresholds = scenario.Slo.Objectives().ToDictionary(o => o.Name);
        return
        [
            .. checks.Where(c => !c.Crashed && c.Result.Result == ObjectiveState.Undecided)
                .Where(c => phase == Phase.Fault || !LooksGood(c.Result, thresholds[c.Result.Name]))
                .Select(c => c.Result.Name),
        ];
    }

    /// <summary>Whether an objective is missed by what is complete of this phase so far. It never throws.</summary>
    public static bool Missed(Scenario scenario, Plan plan, History history, Phase phase) =>
        history.SpanOf(phase) is not null && Checks(scenario, plan, history, phase).Any(c => c.Result.Result == ObjectiveState.Missed);

    private static IReadOnlyList<Check> Checks(Scenario scenario, Plan plan, History history, Phase phase) =>
        new Examination(scenario, plan, history, phase, Complete(history, phase))
            .Of(phase == Phase.Baseline ? Examination.AppliesToBaseline : o => o.Kind != ObjectiveKind.Recovery);

    private static bool LooksGood(ObjectiveResult result, Objective objective) =>
        result.Value is { } value && objective.Comparison.Holds(value, objective.Threshold);

    private static List<LoadSecond> Complete(History history, Phase phase)
    {
        var seconds = history.SecondsOf(phase);
        var first = (int)Math.Round(history.SpanOf(phase)!.Value.Start);
        return [.. seconds.TakeWhile((s, i) => s.Second == first + i)];
    }
}
