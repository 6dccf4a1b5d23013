using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class VerdictTests
{
    [Fact]
    public void Defences_that_hold_against_a_fault_that_bites_are_Held()
    {
        var verdict = new Planted().Verdict;

        verdict.Kind.ShouldBe(VerdictKind.Held, verdict.Reason);
        verdict.Code.ShouldBeNull();
        verdict.Reason.ShouldBe(
            "all 3 objectives are met; without the defences availability is missed: 0% [0%, 0.93%], target >= 95%; "
            + "latency.p99 is missed: 4 s [4 s, 4 s], target <= 500ms");
        verdict.Arms[Arm.Control].Objectives[0].Result.ShouldBe(ObjectiveState.Missed);
    }

    [Fact]
    public void One_objective_is_told_of_as_one()
    {
        var planted = new Planted().With(new Slo { Availability = Bound<Ratio>.Parse(">= 95%") });

        planted.Verdict.Reason.ShouldStartWith("the objective is met; without the defences availability is missed");
    }

    [Fact]
    public void Objectives_missed_with_the_defences_on_are_Broken()
    {
        var verdict = new Planted { Defended = PlantedArm.Breaking(Arm.Defended) }.Verdict;

        Decided(verdict, VerdictKind.Broken, ReasonCode.Missed);
        verdict.Reason.ShouldStartWith("availability is missed: 0%");
    }

    [Fact]
    public void A_target_that_dies_under_the_fault_is_Broken_even_when_the_requests_before_were_good()
    {
        var planted = new Planted();
        Die(planted.Defended, 12.4);
        planted.Defended.Generator = null;

        var verdict = planted.Verdict;

        Decided(verdict, VerdictKind.Broken, ReasonCode.Missed);
        verdict.Reason.ShouldStartWith("the target crashed with exit code 137");
        verdict.Arms[Arm.Defended].Target!.ExitCode.ShouldBe(137);
    }

    [Theory]
    [InlineData(ExitCause.Lost, "the target of the defended arm was lost: its container engine stopped answering")]
    [InlineData(ExitCause.KilledByUs, "the target of the defended arm was killed by the fault kill-1 and did not come back")]
    public void A_target_that_is_gone_by_no_fault_of_its_own_is_Inconclusive(ExitCause cause, string reason)
    {
        var planted = new Planted();
        planted.Defended.CutAt = 12.4;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 12.5 };
        planted.Defended.More.Add(new TargetExited(137, cause, "", "kill-1") { At = 12.4 });

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.NotRun);
        planted.Verdict.Reason.ShouldBe(reason);
    }

    [Fact]
    public void A_target_that_was_killed_and_came_back_is_judged_by_its_answers()
    {
        var planted = new Planted();
        planted.Defended.More.Add(new TargetExited(137, ExitCause.KilledByUs, "", "kill-1") { At = 8 });
        planted.Defended.More.Add(new TargetRestarted(18, 1.2) { At = 9.2 });

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held);
        planted.Verdict.Arms[Arm.Defended].Target!.Restarts.ShouldBe(1);
    }

    [Fact]
    public void A_target_that_dies_in_the_control_arm_shows_that_the_fault_bites()
    {
        var planted = new Planted { Control = PlantedArm.Holding(Arm.Control) };
        Die(planted.Control, 12.4);
        planted.Control.Injections = 0;

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held);
    }

    [Fact]
    public void A_control_arm_that_the_guard_ended_shows_that_the_fault_bites()
    {
        var planted = new Planted { Control = PlantedArm.Holding(Arm.Control) };
        planted.Control.CutAt = 12;
        planted.Control.End = new ArmEnded(ArmEnd.Aborted) { At = 12 };
        planted.Control.More.Add(new GuardTripped("availability < 10% for 5s") { At = 12 });

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held);
        planted.Verdict.Reason.ShouldEndWith("without the defences the guard ended the arm");
    }

    [Fact]
    public void A_defended_arm_that_the_guard_ended_is_never_Held()
    {
        var planted = new Planted().With(new Slo { Availability = Bound<Ratio>.Parse(">= 90%") });
        planted.Defended.CutAt = 12;
        planted.Defended.End = new ArmEnded(ArmEnd.Aborted) { At = 12 };

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.Undecided);
    }

    [Fact]
    public void A_fault_that_the_control_arm_survives_is_toothless()
    {
        var planted = new Planted { Control = PlantedArm.Holding(Arm.Control) };

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.Toothless);
        planted.Verdict.Reason.ShouldEndWith("so this fault proves nothing");
    }

    [Fact]
    public void A_control_arm_that_decides_nothing_is_toothless_and_says_what_is_undecided()
    {
        var planted = new Planted { Control = PlantedArm.Holding(Arm.Control) };
        planted.Control.Second = s => PlantedSecond.Of(40, 20, failures: s is 7 or 9 or 12 ? 5 : 0);

        var verdict = planted.Verdict;

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.Toothless);
        verdict.Reason.ShouldContain("undecided there: availability");
    }

    [Fact]
    public void Without_a_control_arm_no_proof_is_asked_for()
    {
        var planted = new Planted { Control = null };
        planted.Scenario = planted.Scenario with { Faults = [], Control = new ControlSpec { None = "nothing is broken" } };

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held);
    }

    [Theory]
    [InlineData(Arm.Defended)]
    [InlineData(Arm.Control)]
    public void A_fault_that_hit_no_call_in_either_arm_never_fired(Arm arm)
    {
        var planted = new Planted();
        Of(planted, arm).Injections = 0;

        var verdict = planted.Verdict;

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.NeverFired);
        verdict.Reason.ShouldBe($"missing-timeout-1 was armed in the {Kebab.Of(arm)} arm and never fired: no call reached http-client:payments");
    }

    [Fact]
    public void A_fault_that_was_never_armed_never_fired()
    {
        var planted = new Planted();
        planted.Defended.Arms = false;
        planted.Defended.Injections = 0;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.NeverFired);
        planted.Verdict.Reason.ShouldBe("missing-timeout-1 was never armed in the defended arm");
    }

    [Fact]
    public void A_refused_fault_never_fired_and_the_agents_reason_is_given()
    {
        var planted = new Planted();
        planted.Defended.More.Add(new FaultRefused(Planted.Fault, "no client named payments") { At = 6.01 });

        var verdict = planted.Verdict;

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.NeverFired);
        verdict.Reason.ShouldContain("no client named payments");
    }

    [Theory]
    [InlineData(Arm.Defended)]
    [InlineData(Arm.Control)]
    public void A_baseline_that_misses_an_objective_is_unsteady(Arm arm)
    {
        var planted = new Planted();
        var later = Of(planted, arm).Second;
        Of(planted, arm).Second = s => s is >= 2 and < 6 ? PlantedArm.Stalled : later(s);

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.Unsteady);
    }

    [Fact]
    public void Trouble_in_the_warm_up_is_not_unsteady()
    {
        var planted = new Planted();
        planted.Defended.Second = s => s < 2 ? PlantedArm.Stalled : PlantedArm.Calm;

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held);
    }

    [Fact]
    public void An_interval_on_both_sides_is_undecided()
    {
        var planted = new Planted();
        planted.Defended.Second = s => PlantedSecond.Of(40, 20, failures: s is 7 or 9 or 12 ? 5 : 0);

        var verdict = planted.Verdict;

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.Undecided);
        verdict.Reason.ShouldStartWith("availability is undecided: 95.31%");
    }

    [Fact]
    public void One_missed_objective_outranks_an_undecided_one()
    {
        var planted = new Planted();
        planted.Defended.Second = s => PlantedSecond.Of(40, s is >= 6 and < 14 ? 900 : 20, failures: s is 7 or 9 or 12 ? 5 : 0);

        Decided(planted.Verdict, VerdictKind.Broken, ReasonCode.Missed);
    }

    [Theory]
    [InlineData(Arm.Defended)]
    [InlineData(Arm.Control)]
    public void A_missing_generator_report_is_the_generators_fault(Arm arm)
    {
        var planted = new Planted();
        Of(planted, arm).Generator = null;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.Generator);
        planted.Verdict.Reason.ShouldBe($"the load generator cannot be trusted in the {Kebab.Of(arm)} arm: it left no report");
    }

    [Theory]
    [InlineData(0, 124.9, true)]
    [InlineData(0, 125.1, false)]
    [InlineData(0, double.NaN, false)]
    [InlineData(7, 1, true)]
    [InlineData(8, 1, false)]
    public void A_generator_is_healthy_up_to_a_quarter_of_the_latency_objective_and_a_thousandth_unsent(long unsent, double lateMs, bool healthy)
    {
        var planted = new Planted();
        planted.Defended.Generator = planted.Defended.Generator! with { Due = 7200, Unsent = unsent, LatenessP99Ms = lateMs };

        var verdict = planted.Verdict;

        verdict.Arms[Arm.Defended].Generator!.Healthy.ShouldBe(healthy);
        verdict.Code.ShouldBe(healthy ? null : ReasonCode.Generator);
    }

    [Theory]
    [InlineData(1124.9, true)]
    [InlineData(1125.1, false)]
    public void Starts_that_are_scattered_on_purpose_may_be_off_by_so_much_more(double lateMs, bool healthy)
    {
        var planted = new Planted();
        planted.Defended.Generator = planted.Defended.Generator! with { LatenessP99Ms = lateMs, ScatterMs = 1000, Driver = "NBomber 4.1.2" };

        var generator = planted.Verdict.Arms[Arm.Defended].Generator!;

        (generator.Healthy, generator.ScatterMs, generator.Driver).ShouldBe((healthy, 1000, "NBomber 4.1.2"));
    }

    [Theory]
    [InlineData(0.89, 1, 100, true)]
    [InlineData(0.95, 1, 100, false)]
    [InlineData(0.95, 2, 100, true)]
    [InlineData(1.9, 2, 100, false)]
    [InlineData(double.NaN, 1, 100, false)]
    [InlineData(0.1, 1, 300, true)]
    [InlineData(0.1, 1, 400, false)]
    public void A_generator_that_has_no_core_left_or_collects_too_long_is_unhealthy(double cpuShare, int cores, double gcPauseMs, bool healthy)
    {
        var planted = new Planted();
        planted.Defended.Generator = planted.Defended.Generator! with { CpuShare = cpuShare, Cores = cores, GcPauseMs = gcPauseMs };

        planted.Verdict.Code.ShouldBe(healthy ? null : ReasonCode.Generator);
    }

    [Fact]
    public void Latency_from_the_actual_send_is_told_beside_the_objectives()
    {
        var planted = new Planted();

        planted.Verdict.Arms[Arm.Defended].FromSend.ShouldBeNull();
        planted.Defended.More.Add(new LoadSecond(9, 40, 40, new Dictionary<string, long>(), "1000:40", "500:20,900:20") { At = 10 });
        planted.Verdict.Arms[Arm.Defended].FromSend.ShouldBe(new SendLatency(0.5, 0.9));
    }

    [Fact]
    public void An_unhealthy_generator_outranks_a_missed_objective()
    {
        var planted = new Planted { Defended = PlantedArm.Breaking(Arm.Defended) };
        planted.Defended.Generator = planted.Defended.Generator! with { LatenessP99Ms = 900 };

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.Generator);
    }

    [Fact]
    public void A_target_that_never_started_failed_and_says_why()
    {
        var planted = new Planted();
        planted.Defended.Started = null;
        planted.Defended.CutAt = -0.5;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 0 };
        planted.Defended.More.Add(new Trouble("target", "the port is taken", Fatal: true) { At = -1 });

        var verdict = planted.Verdict;

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.TargetFailed);
        verdict.Reason.ShouldBe("the target of the defended arm never started: the port is taken");
    }

    [Fact]
    public void A_target_that_dies_before_any_fault_failed()
    {
        var planted = new Planted();
        Die(planted.Defended, 4.2);

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.TargetFailed);
    }

    [Theory]
    [InlineData(ArmEnd.Cancelled)]
    [InlineData(ArmEnd.Failed)]
    [InlineData(null)]
    public void An_arm_that_did_not_come_to_its_end_is_not_run(ArmEnd? how)
    {
        var planted = new Planted();
        planted.Control!.End = how is { } end ? new ArmEnded(end) { At = 12 } : null;
        planted.Control.CutAt = 12;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.NotRun);
    }

    [Fact]
    public void An_arm_without_a_history_is_not_run()
    {
        var planted = new Planted();

        var verdict = Judge.Decide(
            planted.Scenario, planted.Plan, new Dictionary<Arm, History> { [Arm.Defended] = planted.Defended.History });

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.NotRun);
    }

    [Fact]
    public void An_empty_history_is_not_run()
    {
        var planted = new Planted();

        var verdict = Judge.Decide(
            planted.Scenario, planted.Plan, planted.Plan.Arms.ToDictionary(a => a, a => new History(a, [])));

        Decided(verdict, VerdictKind.Inconclusive, ReasonCode.NotRun);
    }

    [Fact]
    public void An_arm_without_seconds_of_load_is_not_run()
    {
        var planted = new Planted();
        planted.Defended.Second = _ => null;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.NotRun);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(15)]
    public void A_check_that_crashes_is_inconclusive_and_never_held(int second)
    {
        var planted = new Planted();
        planted.Defended.More.Add(new LoadSecond(second, 40, 40, new Dictionary<string, long>(), "no histogram") { At = second + 1 });
        planted.Defended.Second = s => s == second ? null : PlantedArm.Calm;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.CheckFailed);
    }

    [Fact]
    public void Counts_that_cannot_be_are_a_crashed_check()
    {
        var planted = new Planted();
        planted.Defended.More.Add(PlantedArm.Calm.At(9) with { Ok = 41 });
        planted.Defended.Second = s => s == 9 ? null : PlantedArm.Calm;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.CheckFailed);
    }

    [Fact]
    public void A_crashed_check_of_the_control_arm_is_no_proof_and_no_toothless_fault()
    {
        var planted = new Planted { Control = PlantedArm.Holding(Arm.Control) };
        planted.Control.More.Add(new LoadSecond(9, 40, 40, new Dictionary<string, long>(), "12") { At = 10 });
        planted.Control.Second = s => s == 9 ? null : PlantedArm.Calm;

        Decided(planted.Verdict, VerdictKind.Inconclusive, ReasonCode.CheckFailed);
    }

    [Fact]
    public void A_crashed_check_of_a_control_arm_that_broke_by_another_takes_nothing_from_its_proof()
    {
        var planted = new Planted();
        planted.Control!.More.Add(new LoadSecond(9, 40, 0, new Dictionary<string, long>(), "no histogram") { At = 10 });
        planted.Control.Second = s => s == 9 ? null : s is >= 6 and < 14 ? PlantedArm.Stalled : PlantedArm.Calm;

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held, planted.Verdict.Reason);
    }

    [Fact]
    public void A_judge_without_its_histories_does_not_throw()
    {
        var planted = new Planted();

        var verdict = Judge.Decide(planted.Scenario, planted.Plan with { Arms = [Arm.Control] }, planted.Histories);

        verdict.Code.ShouldBe(ReasonCode.CheckFailed);
        verdict.Reason.ShouldStartWith("a check failed: ");
    }

    [Fact]
    public void The_same_histories_give_the_same_verdict()
    {
        static string Text()
        {
            var planted = new Planted();
            planted.Defended.Second = s => PlantedSecond.Of(40 + s % 3, 20 + s, failures: s % 4);
            return System.Text.Json.JsonSerializer.Serialize(planted.Verdict, ReefChaos.Wire.ReefJson.File);
        }

        Text().ShouldBe(Text());
    }

    [Fact]
    public void Worse_latencies_never_turn_Broken_into_Held()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var chance = new SimulatedChance(seed);
            var slow = Enumerable.Range(0, 18).Select(_ => Enumerable.Range(0, 40).Select(_ => 100 + chance.Exponential(110)).ToList()).ToList();
            var factors = new[] { 0.3, 0.8, 1, 1.3, 2, 4 };
            var kinds = factors.Select(factor =>
            {
                var planted = new Planted { Seed = seed };
                planted.Defended.Second = s => s < 6 ? PlantedArm.Calm : new PlantedSecond([.. slow[s].Select(l => l * factor)]);
                return planted.Verdict.Kind;
            }).ToList();

            var firstBroken = kinds.IndexOf(VerdictKind.Broken);
            (firstBroken < 0 ? [] : kinds.Skip(firstBroken)).ShouldAllBe(k => k == VerdictKind.Broken);
            kinds[0].ShouldBe(VerdictKind.Held);
            kinds[^1].ShouldBe(VerdictKind.Broken);
        }
    }

    private static PlantedArm Of(Planted planted, Arm arm) => arm == Arm.Defended ? planted.Defended : planted.Control!;

    private static void Die(PlantedArm arm, double at)
    {
        arm.CutAt = at;
        arm.End = new ArmEnded(ArmEnd.Failed) { At = at + 0.1 };
        arm.More.Add(new TargetExited(137, ExitCause.Crashed, "Killed") { At = at });
    }

    private static void Decided(Verdict verdict, VerdictKind kind, ReasonCode code)
    {
        verdict.Code.ShouldBe(code, verdict.Reason);
        verdict.Kind.ShouldBe(kind, verdict.Reason);
    }
}
