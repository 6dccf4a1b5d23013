using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging;

/// <summary>Why an arm cannot be judged at all.</summary>
internal static class RunProblem
{
    /// <summary>A sentence, or null where the arm can be judged.</summary>
    public static string? Of(Arm arm, ArmEvidence? evidence)
    {
        if (evidence is null || evidence.History.Entries.Count == 0)
        {
            return $"the {Kebab.Of(arm)} arm was not run";
        }

        return evidence switch
        {
            { End: ArmEnd.Cancelled } => $"the {evidence.Name} was cancelled",
            { Started: false } => $"the target of the {evidence.Name} never started{Because(evidence)}",
            { DiedOfFaults: true } => null,
            { Death: { } death } => $"the target of the {evidence.Name} {ExitWords.Of(death)} before any fault{Because(evidence)}",
            { End: null } => $"the {evidence.Name} has no end: its runner died",
            { End: ArmEnd.Failed } => $"the {evidence.Name} failed{Because(evidence)}",
            { ReachedFaults: false } => $"the {evidence.Name} ended before the fault phase{Because(evidence)}",
            _ when evidence.History.SecondsOf(Phase.Fault).Count == 0 => $"the {evidence.Name} has no whole second of load in the fault phase",
            _ => null,
        };
    }

    private static string Because(ArmEvidence evidence)
    {
        var trouble = evidence.History.Of<Trouble>().OrderByDescending(t => t.Fatal).FirstOrDefault()?.Message;
        var guard = evidence.History.Of<GuardTripped>().Select(g => $"the guard tripped ({g.Guard})").FirstOrDefault();
        var output = evidence.Death?.LastOutput.Trim();
        var why = trouble ?? guard ?? (string.IsNullOrEmpty(output) ? null : output);
        return why is null ? "" : $": {why}";
    }
}
