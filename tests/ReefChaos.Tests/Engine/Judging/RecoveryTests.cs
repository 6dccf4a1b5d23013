using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class RecoveryTests
{
    [Fact]
    public void A_target_that_is_well_at_once_recovers_in_no_time() => Recovery(_ => PlantedArm.Calm).Value.ShouldBe(0);

    [Theory]
    [InlineData(15, 1.01)]
    [InlineData(16, 2.01)]
    public void Recovery_runs_from_the_last_disarm_to_the_first_second_of_the_settled_rest(int settled, double seconds)
    {
        var result = Recovery(s => s is >= 14 && s < settled ? PlantedArm.Stalled : PlantedArm.Calm);

        result.Value!.Value.ShouldBe(seconds, 1e-9);
        result.Low!.Value.ShouldBe(seconds - 1, 1e-9);
        result.High.ShouldBe(result.Value);
        result.Result.ShouldBe(ObjectiveState.Met);
    }

    [Fact]
    public void A_bound_within_the_second_of_settling_is_undecided() =>
        Recovery(s => s is 14 or 15 or 16 ? PlantedArm.Stalled : PlantedArm.Calm).Result.ShouldBe(ObjectiveState.Undecided);

    [Fact]
    public void Slow_answers_are_no_recovery_though_they_succeed() =>
        Recovery(s => s == 14 ? PlantedSecond.Of(40, 4000) : PlantedArm.Calm).Value!.Value.ShouldBe(1.01, 1e-9);

    [Fact]
    public void A_relapse_starts_it_anew()
    {
        var result = Recovery(s => s == 15 ? PlantedArm.Stalled : PlantedArm.Calm);

        result.Value!.Value.ShouldBe(2.01, 1e-9);
    }

    [Fact]
    public void A_target_that_never_settles_has_missed_it()
    {
        var result = Recovery(s => s >= 14 ? PlantedArm.Stalled : PlantedArm.Calm);

        result.Value.ShouldBeNull();
        result.Result.ShouldBe(ObjectiveState.Missed);
        result.Note.ShouldBe("did not settle within 4.0 s");
    }

    [Fact]
    public void A_target_that_had_less_time_than_it_is_allowed_is_undecided() =>
        Recovery(s => s >= 14 ? PlantedArm.Stalled : PlantedArm.Calm, "<= 10s").Result.ShouldBe(ObjectiveState.Undecided);

    [Fact]
    public void One_stray_request_is_no_relapse() =>
        Recovery(s => s == 16 ? new PlantedSecond([.. Enumerable.Repeat(20.0, 39), 900]) : PlantedArm.Calm).Value.ShouldBe(0);

    [Fact]
    public void Without_seconds_of_recovery_it_is_undecided() =>
        Recovery(s => s >= 14 ? null : PlantedArm.Calm).Result.ShouldBe(ObjectiveState.Undecided);

    [Fact]
    public void It_is_counted_from_the_last_fault_that_ended()
    {
        var result = Recovery(s => s == 14 ? PlantedArm.Stalled : PlantedArm.Calm, more: new FaultDisarmed("latency-2", 1, 1) { At = 12.5 });

        result.Value!.Value.ShouldBe(1.01, 1e-9);
    }

    [Fact]
    public void A_second_that_the_arm_did_not_see_to_its_end_does_not_count() =>
        Recovery(_ => PlantedArm.Calm, more: PlantedArm.Stalled.At(18)).Value.ShouldBe(0);

    [Fact]
    public void A_fault_that_ended_after_all_seconds_leaves_none_to_look_at()
    {
        var result = Recovery(_ => PlantedArm.Calm, more: new FaultDisarmed("latency-2", 1, 1) { At = 18.2 });

        (result.Value, result.Note).ShouldBe((null, "the last fault ended after the recorded seconds"));
    }

    [Fact]
    public void Without_seconds_of_recovery_it_is_told_why() =>
        Recovery(s => s >= 14 ? null : PlantedArm.Calm).Note.ShouldBe("no second of recovery was recorded");

    [Fact]
    public void Recovery_of_nothing_is_unknown()
    {
        var planted = new Planted();

        RecoveryEstimator.Of(planted.Scenario.Slo.Objectives()[^1], [], planted.Defended.History).ShouldBe(Estimate.Unknown("recovery needs an availability or a latency objective"));
    }

    /// <summary>Four of forty are more than one in twenty, and less than what chance would not do; the seconds after it are better.</summary>
    [Fact]
    public void A_second_that_chance_may_have_made_so_bad_widens_the_interval()
    {
        var result = Recovery(s => s == 14 ? PlantedArm.Stalled : s == 15 ? PlantedSecond.Of(40, 20, failures: 4) : PlantedArm.Calm);

        result.Value!.Value.ShouldBe(2.01, 1e-9);
        result.Low!.Value.ShouldBe(0.01, 1e-9);
        result.High!.Value.ShouldBe(2.01, 1e-9);
    }

    /// <summary>One failure may be the end of the trouble.</summary>
    [Fact]
    public void The_interval_ends_where_seconds_no_longer_get_better()
    {
        var result = Recovery(s => s == 14 ? PlantedArm.Stalled : s == 15 ? PlantedSecond.Of(40, 20, failures: 1) : PlantedArm.Calm);

        result.Value!.Value.ShouldBe(1.01, 1e-9);
        result.High!.Value.ShouldBe(2.01, 1e-9);
    }

    [Fact]
    public void A_target_that_chance_may_have_kept_from_settling_is_undecided()
    {
        var result = Recovery(s => s >= 14 ? PlantedSecond.Of(40, 20, failures: 4) : PlantedArm.Calm);

        result.Result.ShouldBe(ObjectiveState.Undecided);
        result.Note.ShouldBe("did not settle within 4.0 s");
    }

    /// <summary>To the resolution of one second.</summary>
    [Theory]
    [InlineData("<= 5.1s", ObjectiveState.Undecided)]
    [InlineData("<= 5s", ObjectiveState.Missed)]
    public void A_target_that_had_its_time_has_missed_it(string bound, ObjectiveState state) =>
        Recovery(s => s >= 14 ? PlantedArm.Stalled : PlantedArm.Calm, bound).Result.ShouldBe(state);

    private static ObjectiveResult Recovery(Func<int, PlantedSecond?> second, string bound = "<= 3s", Entry? more = null)
    {
        var planted = new Planted();
        planted.Scenario = planted.Scenario with { Slo = planted.Scenario.Slo with { Recovery = Bound<Duration>.Parse(bound) } };
        planted.Defended.Second = second;
        planted.Defended.More.AddRange(more is null ? [] : [more]);
        return planted.Verdict.Arms[Arm.Defended].Objectives.Single(o => o.Name == "recovery");
    }
}
