using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>What a reader must not miss beside the objectives: limits that the runtime misread, what was not limited or seen, memory that ran short, ends of the target.</summary>
public static class RunNotes
{
    public static IReadOnlyList<string> Of(RunResult run)
    {
        var arms = run.Verdict.Arms.OrderBy(a => a.Key).ToList();
        return
        [
            .. arms.SelectMany(a => a.Value.Target?.Mismatches ?? []).Distinct(),
            .. arms.SelectMany(a => a.Value.Target?.BlindSpots ?? []).Distinct(),
            .. arms.SelectMany(a => OfArm(a.Value).Select(line => $"{Kebab.Of(a.Key)}: {line}")),
        ];
    }

    private static IEnumerable<string> OfArm(ArmFindings arm) => arm.Precursors.Concat(arm.Target?.Ends ?? []).Concat(CauseWords.Of(arm.Cause));
}
