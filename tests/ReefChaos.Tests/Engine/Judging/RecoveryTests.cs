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

    private static ObjectiveResult Recovery(Func<int, PlantedSecond?> second, string bound = "<= 3s")
    {
        var planted = new Planted();
        planted.Scenario = planted.Scenario with { Slo = planted.Scenario.Slo with { Recovery = Bound<Duration>.Parse(bound) } };
        planted.Defended.Second = second;
        return planted.Verdict.Arms[Arm.Defended].Objectives.Single(o => o.Name == "recovery");
    }
}
