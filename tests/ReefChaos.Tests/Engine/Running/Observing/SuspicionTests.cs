using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Judging;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Running.Observing;

public sealed class SuspicionTests
{
    private static readonly Planted Experiment = new();

    [Theory]
    [InlineData(5, false)]
    [InlineData(6.9, false)]
    [InlineData(7.1, true)]
    public void The_control_arm_is_looked_into_as_late_as_a_look_before_the_end_of_its_faults_allows(double now, bool due) =>
        IsDue(PlantedArm.Breaking(Arm.Control), now).ShouldBe(due);

    [Fact]
    public void An_extension_puts_the_look_off()
    {
        var control = PlantedArm.Breaking(Arm.Control);
        control.More.Add(new PhaseExtended(Phase.Fault, 4, "undecided") { At = 7 });

        IsDue(control, 10.9).ShouldBeFalse();
        IsDue(control, 11.1).ShouldBeTrue();
    }

    [Fact]
    public void A_defended_arm_is_looked_into_only_when_it_misses_an_objective()
    {
        IsDue(PlantedArm.Holding(Arm.Defended), 13).ShouldBeFalse();
        IsDue(PlantedArm.Breaking(Arm.Defended), 13).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_is_looked_into_before_a_fault_is_armed() =>
        IsDue(new PlantedArm(Arm.Control) { Arms = false }, 13).ShouldBeFalse();

    [Fact]
    public void A_look_is_under_way_until_its_answer_is_there_or_it_takes_too_long()
    {
        var sought = new History(Arm.Control, [new CauseSought { At = 7 }]);

        CauseLook.IsUnderWay(new History(Arm.Control, []), 8).ShouldBeFalse();
        CauseLook.IsUnderWay(sought, 8).ShouldBeTrue();
        CauseLook.IsUnderWay(sought, 30).ShouldBeFalse();
        CauseLook.IsUnderWay(sought with { Entries = [.. sought.Entries, new CauseFound(new Cause(false, [], 1)) { At = 12 }] }, 12.5).ShouldBeFalse();
    }

    /// <summary>With nothing in the history that happened later.</summary>
    private static bool IsDue(PlantedArm arm, double now)
    {
        var history = arm.History;
        return Suspicion.IsDue(Experiment.Scenario, Experiment.Plan, history with { Entries = [.. history.Entries.Where(e => e.At <= now)] }, now);
    }
}
