using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>From histories to a verdict: pure, and the same for the same input.</summary>
public static class Judge
{
    /// <summary>The first rule that applies decides; none: Held. It never throws: a defect in judging is Inconclusive.</summary>
    public static Verdict Decide(Scenario scenario, Plan plan, IReadOnlyDictionary<Arm, History> histories)
    {
        IReadOnlyDictionary<Arm, ArmFindings> findings = new Dictionary<Arm, ArmFindings>();
        try
        {
            var arms = plan.Arms.Where(histories.ContainsKey).Select(a => ArmEvidence.Of(scenario, plan, histories[a])).ToList();
            findings = arms.ToDictionary(a => a.Arm, a => a.Findings(scenario, plan));
            var inquiry = new Inquiry(plan, arms);
            var ruling = Rules.InOrder.Select(rule => rule(inquiry)).FirstOrDefault(r => r is not null);
            return ruling is null
                ? new Verdict(VerdictKind.Held, null, Rules.WhyHeld(inquiry), findings)
                : new Verdict(ruling.Kind, ruling.Code, ruling.Reason, findings);
        }
        catch (Exception failure)
        {
            return new Verdict(VerdictKind.Inconclusive, ReasonCode.CheckFailed, $"a check failed: {failure.Message}", findings);
        }
    }
}
