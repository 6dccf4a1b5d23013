using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>Why an arm cannot be judged at all.</summary>
/// <param name="Why">A sentence.</param>
internal sealed record RunProblem(ReasonCode Code, string Why)
{
    /// <summary>Null where the arm can be judged.</summary>
    public static RunProblem? Of(Arm arm, ArmEvidence? evidence)
    {
        if (evidence is null || evidence.History.Entries.Count == 0)
        {
            return NotRun($"the {Kebab.Of(arm)} arm was not run");
        }

        return evidence switch
        {
            { End: ArmEnd.Cancelled } => NotRun($"the {evidence.Name} was cancelled"),
            { Started: false } => TargetFailed($"the target of the {evidence.Name} never started{Because(evidence)}"),
            { DiedOfFaults: true } => null,
            { Death: { } death } => TargetFailed($"before any fault the target of the {evidence.Name} {ExitWords.Of(death)}{Because(evidence)}"),
            { End: null } => NotRun($"the {evidence.Name} has no end: its runner died"),
            { End: ArmEnd.Failed, LastEnd: { } end } =>
                NotRun($"the target of the {evidence.Name} {ExitWords.Of(end)}{(end.Cause == ExitCause.KilledByUs ? " and did not come back" : "")}{Because(evidence)}"),
            { End: ArmEnd.Failed } => NotRun($"the {evidence.Name} failed{Because(evidence)}"),
            { ReachedFaults: false } => NotRun($"the {evidence.Name} ended before the fault phase{Because(evidence)}"),
            _ when evidence.History.SecondsOf(Phase.Fault).Count == 0 => NotRun($"the {evidence.Name} has no whole second of load in the fault phase"),
            _ => null,
        };
    }

    private static RunProblem NotRun(string why) => new(ReasonCode.NotRun, why);

    private static RunProblem TargetFailed(string why) => new(ReasonCode.TargetFailed, why);

    private static string Because(ArmEvidence evidence)
    {
        var trouble = evidence.History.Of<Trouble>().OrderByDescending(t => t.Fatal).FirstOrDefault()?.Message;
        var guard = evidence.History.Of<GuardTripped>().Select(g => $"the guard tripped ({g.Guard})").FirstOrDefault();
        var output = evidence.Death?.LastOutput.Trim();
        var why = trouble ?? guard ?? (string.IsNullOrEmpty(output) ? null : output);
        return why is null ? "" : $": {why}";
    }
}
