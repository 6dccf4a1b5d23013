using ReefChaos.Plans;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>All that the rules see.</summary>
/// <param name="Arms">Those that have a history, in the order in which they ran.</param>
internal sealed record Inquiry(Plan Plan, IReadOnlyList<ArmEvidence> Arms)
{
    public ArmEvidence Defended => Arms.Single(a => a.Arm == Arm.Defended);

    public ArmEvidence? Control => Arms.SingleOrDefault(a => a.Arm == Arm.Control);
}

internal sealed record Ruling(VerdictKind Kind, ReasonCode Code, string Reason)
{
    public static Ruling Inconclusive(ReasonCode code, string reason) => new(VerdictKind.Inconclusive, code, reason);
}
