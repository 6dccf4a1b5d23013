using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class DecisionTests
{
    [Fact]
    public void A_clear_phase_needs_no_more_seconds() => Undecided(Phase.Fault, _ => PlantedArm.Calm).ShouldBeEmpty();

    [Fact]
    public void What_lies_on_both_sides_is_named() =>
        Undecided(Phase.Fault, s => PlantedSecond.Of(40, 20, s % 2 == 0 ? 3 : 0)).ShouldBe(["availability"]);

    [Fact]
    public void Once_an_objective_is_missed_more_seconds_change_nothing() =>
        Undecided(Phase.Fault, s => PlantedSecond.Of(40, 2000, s % 2 == 0 ? 3 : 0)).ShouldBeEmpty();

    [Fact]
    public void Too_few_complete_seconds_are_undecided() =>
        Undecided(Phase.Fault, s => s == 7 ? null : PlantedArm.Calm).ShouldBe(["availability"]);

    [Fact]
    public void An_undecided_baseline_matters_only_where_it_looks_bad()
    {
        Undecided(Phase.Baseline, s => PlantedSecond.Of(40, 20, s == 4 ? 3 : 0)).ShouldBeEmpty();
        Undecided(Phase.Baseline, s => PlantedSecond.Of(40, 20, s % 2 == 0 ? 6 : 0)).ShouldBe(["availability"]);
    }

    [Theory]
    [InlineData(Phase.Warmup)]
    [InlineData(Phase.Recovery)]
    public void Phases_that_are_not_judged_by_intervals_are_never_extended(Phase phase) =>
        Undecided(phase, s => PlantedSecond.Of(40, 20, s % 2 == 0 ? 3 : 0)).ShouldBeEmpty();

    [Fact]
    public void A_history_without_the_phase_has_nothing_undecided()
    {
        var planted = new Planted();

        Decision.Undecided(planted.Scenario, planted.Plan, new History(Arm.Defended, []), Phase.Fault).ShouldBeEmpty();
    }

    [Fact]
    public void A_crashed_check_is_not_mended_by_more_seconds()
    {
        var planted = new Planted();
        planted.Defended.More.Add(new LoadSecond(9, 40, 40, new Dictionary<string, long>(), "?") { At = 10 });
        planted.Defended.Second = s => s == 9 ? null : PlantedArm.Calm;

        Decision.Undecided(planted.Scenario, planted.Plan, planted.Defended.History, Phase.Fault).ShouldBeEmpty();
    }

    [Fact]
    public void Recovery_is_not_asked_of_a_phase_and_growth_not_of_the_baseline()
    {
        var planted = new Planted().With(new Slo { MemoryGrowth = Bound<ByteRate>.Parse("<= 1MiB/s"), Recovery = Bound<Duration>.Parse("<= 3s") });
        planted.Defended.Sample = s => new TargetSample(s % 2 == 0 ? 0 : 500 << 20, 20, s) { At = s };

        Decision.Undecided(planted.Scenario, planted.Plan, planted.Defended.History, Phase.Fault).ShouldBe(["memory-growth"]);
        Decision.Undecided(planted.Scenario, planted.Plan, planted.Defended.History, Phase.Baseline).ShouldBeEmpty();
    }

    [Fact]
    public void One_missed_objective_is_enough_to_stop_for()
    {
        Missed(Phase.Fault, _ => PlantedSecond.Of(40, 2000)).ShouldBeTrue();
        Missed(Phase.Fault, _ => PlantedArm.Calm).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_missed_in_a_phase_that_has_not_begun()
    {
        var planted = new Planted();

        Decision.Missed(planted.Scenario, planted.Plan, new History(Arm.Defended, []), Phase.Fault).ShouldBeFalse();
    }

    private static bool Missed(Phase phase, Func<int, PlantedSecond?> second)
    {
        var planted = new Planted { Defended = new PlantedArm(Arm.Defended) { Second = second } };
        return Decision.Missed(planted.Scenario, planted.Plan, planted.Defended.History, phase);
    }

    private static IReadOnlyList<string> Undecided(Phase phase, Func<int, PlantedSecond?> second)
    {
        var planted = new Planted { Defended = new PlantedArm(Arm.Defended) { Second = second } };
        return Decision.Undecided(planted.Scenario, planted.Plan, planted.Defended.History, phase);
    }
}
