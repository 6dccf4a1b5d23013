using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

/// <summary>The sentence that tells why an arm cannot be judged.</summary>
public sealed class RunProblemTests
{
    private readonly Planted planted = new();

    [Fact]
    public void Without_a_history() =>
        ReefChaos.Engine.Judging.Judge.Decide(planted.Scenario, planted.Plan, new Dictionary<Arm, History> { [Arm.Defended] = planted.Defended.History })
            .Reason.ShouldBe("the control arm was not run");

    [Theory]
    [InlineData(ArmEnd.Cancelled, "the defended arm was cancelled")]
    [InlineData(null, "the defended arm has no end: its runner died")]
    [InlineData(ArmEnd.Failed, "the defended arm failed")]
    public void Without_an_end_of_its_own(ArmEnd? how, string reason)
    {
        planted.Defended.End = how is { } end ? new ArmEnded(end) { At = 12 } : null;
        planted.Defended.CutAt = 12;

        planted.Verdict.Reason.ShouldBe(reason);
    }

    [Fact]
    public void Aborted_before_the_faults()
    {
        planted.Defended.End = new ArmEnded(ArmEnd.Aborted) { At = 5 };
        planted.Defended.CutAt = 5;
        planted.Defended.More.Add(new GuardTripped("availability < 10% for 5s") { At = 5 });

        planted.Verdict.Reason.ShouldBe("the defended arm ended before the fault phase: the guard tripped (availability < 10% for 5s)");
    }

    [Fact]
    public void Without_load()
    {
        planted.Defended.Second = _ => null;

        planted.Verdict.Reason.ShouldBe("the defended arm has no whole second of load in the fault phase");
    }

    [Fact]
    public void What_ended_the_arm_explains_it_before_what_only_went_wrong()
    {
        Fail();
        planted.Defended.More.Add(new Trouble("agent", "it stumbled", Fatal: false) { At = 7 });
        planted.Defended.More.Add(new Trouble("load", "the worker is gone", Fatal: true) { At = 11 });
        planted.Defended.More.Add(new GuardTripped("availability < 10% for 5s") { At = 11 });

        planted.Verdict.Reason.ShouldBe("the defended arm failed: the worker is gone");
    }

    [Theory]
    [InlineData(" the disk is full\n", "before any fault the target of the defended arm crashed with exit code 134: the disk is full")]
    [InlineData("  ", "before any fault the target of the defended arm crashed with exit code 134")]
    public void The_last_words_of_a_target_explain_it_where_nothing_else_does(string words, string reason)
    {
        Fail();
        planted.Defended.More.Add(new TargetExited(134, ExitCause.Crashed, words) { At = 4 });

        planted.Verdict.Reason.ShouldBe(reason);
        planted.Verdict.Code.ShouldBe(ReasonCode.TargetFailed);
    }

    [Fact]
    public void A_target_that_ended_after_it_had_come_back_did_not_come_back()
    {
        Fail();
        planted.Defended.More.Add(new TargetExited(137, ExitCause.KilledByUs, "", Fault: null) { At = 7 });
        planted.Defended.More.Add(new TargetRestarted(18, 1.2) { At = 8.2 });
        planted.Defended.More.Add(new TargetExited(137, ExitCause.KilledByUs, "", Fault: null) { At = 11 });

        planted.Verdict.Reason.ShouldBe("the target of the defended arm was killed by a fault and did not come back");
    }

    private void Fail()
    {
        planted.Defended.CutAt = 12;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 12 };
    }
}
