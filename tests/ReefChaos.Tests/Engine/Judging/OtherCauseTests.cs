using ReefChaos.Engine.Reporting;
using ReefChaos.Faults;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class OtherCauseTests
{
    [Fact]
    public void A_control_arm_that_broke_by_another_mode_than_the_injected_one_proves_nothing()
    {
        var verdict = Control(CauseModes.NativeHang).Verdict;

        verdict.Code.ShouldBe(ReasonCode.OtherCause, verdict.Reason);
        verdict.Kind.ShouldBe(VerdictKind.Inconclusive);
        verdict.Reason.ShouldContain("native-hang and not missing-timeout");
    }

    [Fact]
    public void What_was_seen_and_what_was_injected_are_told_in_full()
    {
        var planted = Control(CauseModes.NativeHang, CauseModes.Leak);
        planted.Scenario = planted.Scenario with { Faults = [.. planted.Scenario.Faults, new LockContentionFault { At = Site.Lock("Shop.Prices.gate") }] };
        planted.Defended.More.Add(new FaultArmed("lock-contention-2") { At = 6.1 });
        planted.Defended.More.Add(new FaultDisarmed("lock-contention-2", 5, 5) { At = 13 });
        planted.Control!.More.Add(new FaultArmed("lock-contention-2") { At = 6.1 });
        planted.Control.More.Add(new FaultDisarmed("lock-contention-2", 5, 5) { At = 13 });

        planted.Verdict.Reason.ShouldContain("native-hang and leak and not missing-timeout or lock-contention");
    }

    [Fact]
    public void Beside_a_fault_that_is_no_failure_mode_none_is_judged()
    {
        var planted = Control(CauseModes.NativeHang);
        planted.Scenario = planted.Scenario with { Faults = [.. planted.Scenario.Faults, new OutcomeFault { At = Site.Parse("http-client:payments"), Status = 429 }] };

        planted.Verdict.Code.ShouldNotBe(ReasonCode.OtherCause);
    }

    [Fact]
    public void The_injected_mode_may_bring_others_along() =>
        Control(CauseModes.Leak, CauseModes.MissingTimeout).Verdict.Kind.ShouldBe(VerdictKind.Held);

    [Fact]
    public void No_answer_is_no_other_cause()
    {
        Control().Verdict.Kind.ShouldBe(VerdictKind.Held);

        var starved = new Planted();
        starved.Control!.More.Add(new CauseFound(new Cause(true, [Mode(CauseModes.Leak)], 1)) { At = 13 });
        starved.Verdict.Kind.ShouldBe(VerdictKind.Held);
    }

    [Fact]
    public void A_mode_without_a_place_is_too_vague()
    {
        var planted = new Planted();
        planted.Control!.More.Add(new CauseFound(new Cause(false, [Mode(CauseModes.Leak) with { Where = null }], 1)) { At = 13 });

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held);
    }

    [Fact]
    public void What_a_fault_that_is_no_failure_mode_looks_like_is_not_judged()
    {
        var planted = Control(CauseModes.NativeHang);
        planted.Scenario = planted.Scenario with { Faults = [new OutcomeFault { At = Site.Parse("http-client:payments"), Status = 429 }] };

        planted.Verdict.Code.ShouldNotBe(ReasonCode.OtherCause);
    }

    [Fact]
    public void The_cause_stands_in_the_findings_and_is_told_in_words()
    {
        var found = Control(CauseModes.LockContention).Verdict.Arms[Arm.Control].Cause.ShouldNotBeNull();

        CauseWords.Modes(found).ShouldBe("lock-contention at Shop.Prices.Read in Prices.cs:25");
        CauseWords.Of(found).ShouldHaveSingleItem().ShouldBe(
            "cause: lock-contention at Shop.Prices.Read in Prices.cs:25: 5 threads waited; 3 were queued (but few requests). Usual defence: try-enter");
        CauseWords.Of(null).ShouldBeEmpty();
        CauseWords.Of(new Cause(false, [], 0) { Notes = ["it was paused"] }).ShouldHaveSingleItem().ShouldBe("cause: no failure mode was found. it was paused");
    }

    private static Planted Control(params string[] modes)
    {
        var planted = new Planted();
        planted.Control!.More.Add(new CauseFound(new Cause(false, [.. modes.Select(Mode)], 1)) { At = 13 });
        return planted;
    }

    private static CauseMode Mode(string mode) =>
        new(mode, new CodeSite("Shop.Prices.Read", "Prices.cs", 25), ["5 threads waited", "3 were queued"], ["few requests"], "try-enter");
}
