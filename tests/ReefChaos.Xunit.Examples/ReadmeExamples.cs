using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Plans;

namespace ReefChaos.Xunit.Examples;

/// <summary>The code of src/ReefChaos.Xunit/README.md; a test holds the two together.</summary>
public sealed class ReadmeExamples
{
    // begin: scenario
    [Scenario("scenarios/holds.yaml", Inconclusive = Inconclusive.Fail, Target = TargetChoice.Process)]
    public void Checkout_survives_a_slow_payment_provider()
    {
    }
    // end: scenario

    // begin: result
    [Scenario("scenarios/holds.yaml", Target = TargetChoice.Process, Timeout = 120_000)]
    public void The_fault_was_hit_often_enough(RunResult run) =>
        Assert.True(run.Verdict.Arms[Arm.Defended].Injections["latency-1"] > 50);
    // end: result
}
