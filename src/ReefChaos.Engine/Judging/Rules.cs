using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>What makes a verdict other than Held. The first that applies decides.</summary>
internal static class Rules
{
    public static IReadOnlyList<Func<Inquiry, Ruling?>> InOrder { get; } =
        [NotRun, Generator, Unsteady, NeverFired, Toothless, OtherCause, Missed, CheckFailed, Undecided];

    public static string WhyHeld(Inquiry inquiry)
    {
        var count = inquiry.Defended.Objectives.Count;
        var held = count == 1 ? "the objective is met" : $"all {count} objectives are met";
        return inquiry.Control is { } control ? $"{held}; without the defences {WhyBroke(control)}" : held;
    }

    private static Ruling? NotRun(Inquiry inquiry) => inquiry.Plan.Arms
        .Select(arm => RunProblem.Of(arm, inquiry.Arms.SingleOrDefault(a => a.Arm == arm)))
        .Where(problem => problem is not null)
        .Select(problem => Ruling.Inconclusive(problem!.Code, problem.Why))
        .FirstOrDefault();

    /// <remarks>A target that died needs no stopwatch: that evidence stands without the generator.</remarks>
    private static Ruling? Generator(Inquiry inquiry) => inquiry.Arms
        .Where(a => !a.DiedOfFaults && a.Generator is not { Healthy: true })
        .Select(a => Ruling.Inconclusive(
            ReasonCode.Generator, $"the load generator cannot be trusted in the {a.Name}: {a.Generator?.Note ?? "it left no report"}"))
        .FirstOrDefault();

    private static Ruling? Unsteady(Inquiry inquiry) => (
        from arm in inquiry.Arms
        from check in arm.Baseline
        where check.Result.Result == ObjectiveState.Missed
        select Ruling.Inconclusive(
            ReasonCode.Unsteady, $"before any fault {Format.Against(check.Result)} in the {arm.Name}")).FirstOrDefault();

    /// <remarks>An arm that ended within its faults may have ended before a late fault was due, or before its count was read.</remarks>
    private static Ruling? NeverFired(Inquiry inquiry) => (
        from arm in inquiry.Arms
        from fault in inquiry.Plan.Faults
        let refusal = arm.History.Of<FaultRefused>().FirstOrDefault(r => r.Fault == fault.Id)
        where refusal is not null || (arm.Injections(fault.Id) == 0 && !(arm.DiedOfFaults || arm.AbortedInFaults))
        select Ruling.Inconclusive(
            ReasonCode.NeverFired,
            refusal is not null ? $"{fault.Id} was refused in the {arm.Name}: {refusal.Why}"
            : arm.Armed(fault.Id) ? $"{fault.Id} was armed in the {arm.Name} and never fired: no call reached {fault.Fault.At}"
            : $"{fault.Id} was never armed in the {arm.Name}")).FirstOrDefault();

    private static Ruling? Toothless(Inquiry inquiry)
    {
        if (inquiry.Control is not { } control || control.Broke)
        {
            return null;
        }

        if (control.Objectives.FirstOrDefault(c => c.Crashed) is { } crashed)
        {
            return Crash(control, crashed);
        }

        var undecided = control.Objectives.Select(c => c.Result).Where(r => r.Result == ObjectiveState.Undecided).Select(r => r.Name).ToList();
        return Ruling.Inconclusive(
            ReasonCode.Toothless,
            "toothless: without the defences the target missed no objective either, so this fault proves nothing"
            + (undecided.Count == 0 ? "" : $" (undecided there: {string.Join(", ", undecided)})"));
    }

    private static Ruling? OtherCause(Inquiry inquiry) =>
        inquiry.Control is { } control && CauseMatch.Other(inquiry.Plan, control.Cause) is { } other
            ? Ruling.Inconclusive(ReasonCode.OtherCause, $"the {control.Name} broke for another cause: {other}")
            : null;

    private static Ruling? Missed(Inquiry inquiry) => inquiry.Defended is var arm && (arm.DiedOfFaults || arm.Missed.Any())
        ? new Ruling(VerdictKind.Broken, ReasonCode.Missed, WhyBroke(arm))
        : null;

    private static Ruling? CheckFailed(Inquiry inquiry) => (
        from arm in inquiry.Arms
        from check in arm.Arm == Arm.Defended ? arm.Objectives.Concat(arm.Baseline) : arm.Baseline
        where check.Crashed
        select Crash(arm, check)).FirstOrDefault();

    private static Ruling? Undecided(Inquiry inquiry)
    {
        var arm = inquiry.Defended;
        var undecided = arm.Objectives.Select(c => c.Result).Where(r => r.Result == ObjectiveState.Undecided).ToList();
        return undecided.Count > 0
            ? Ruling.Inconclusive(ReasonCode.Undecided, string.Join("; ", undecided.Select(Format.Against)))
            : arm.AbortedInFaults
                ? Ruling.Inconclusive(ReasonCode.Undecided, $"the guard ended the {arm.Name} early, and what was seen until then missed nothing")
                : null;
    }

    private static Ruling Crash(ArmEvidence arm, Check check) =>
        Ruling.Inconclusive(ReasonCode.CheckFailed, $"{check.Result.Name} in the {arm.Name}: {check.Result.Note}");

    private static string WhyBroke(ArmEvidence arm)
    {
        var death = arm.DiedOfFaults ? [$"the target {ExitWords.Of(arm.Death!)}"] : Array.Empty<string>();
        var reasons = death.Concat(arm.Missed.Select(Format.Against)).ToList();
        return reasons.Count > 0 ? string.Join("; ", reasons) : "the guard ended the arm";
    }
}
