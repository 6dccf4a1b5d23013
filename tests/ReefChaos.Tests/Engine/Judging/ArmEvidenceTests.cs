using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class ArmEvidenceTests
{
    private const string Fault = "error-1";
    private const string Other = "error-2";

    [Theory]
    [InlineData(12, 3, 12)]
    [InlineData(5, 14, 14)]
    public void Injections_are_the_most_that_was_told_of_that_fault(long sampled, long disarmed, long most) =>
        Of(
            new FaultSample(Fault, 1, 1) { At = 1 }, new FaultSample(Fault, sampled, sampled) { At = 2 }, new FaultSample(Other, 90, 90) { At = 2 },
            new FaultDisarmed(Fault, 2, 2) { At = 3 }, new FaultDisarmed(Fault, disarmed, disarmed) { At = 4 }, new FaultDisarmed(Other, 90, 90) { At = 4 })
        .Injections(Fault).ShouldBe(most);

    [Fact]
    public void Of_a_fault_that_nobody_told_of_there_are_none() => Of().Injections(Fault).ShouldBe(0);

    [Fact]
    public void A_refusal_concerns_one_fault()
    {
        var evidence = Of(new FaultRefused(Fault, "no") { At = 1 }, new FaultRefused("error-3", "no") { At = 1 });

        evidence.Refused(Fault).ShouldBeTrue();
        evidence.Refused(Other).ShouldBeFalse();
    }

    [Fact]
    public void The_last_end_is_the_one_without_a_return()
    {
        Of(Killed(5), Back(6), Killed(12)).LastEnd.ShouldNotBeNull().At.ShouldBe(12);
        Of(Killed(5), Back(6)).LastEnd.ShouldBeNull();
        Of(Killed(5), Back(5)).LastEnd.ShouldBeNull();
    }

    [Theory]
    [InlineData(5.9, false)]
    [InlineData(6, true)]
    public void Who_dies_from_the_fault_phase_on_died_of_the_faults(double at, bool ofFaults) =>
        Of(new PhaseStarted(Phase.Fault) { At = 6 }, new TargetExited(139, ExitCause.Crashed, "") { At = at }).DiedOfFaults.ShouldBe(ofFaults);

    [Fact]
    public void Findings_add_the_failures_up_in_the_order_of_their_names_and_tell_what_went_wrong()
    {
        var planted = new Planted();
        planted.Defended.Second = s => s is 8 or 9 ? null : PlantedArm.Calm;
        planted.Defended.More.Add(PlantedArm.Calm.At(8) with { Ok = 33, Failures = new Dictionary<string, long> { ["timeout"] = 5, ["status-500"] = 2 } });
        planted.Defended.More.Add(PlantedArm.Calm.At(9) with { Ok = 36, Failures = new Dictionary<string, long> { ["timeout"] = 4 } });
        planted.Defended.More.Add(new Trouble("agent", "it stumbled", Fatal: false) { At = 9 });

        var findings = planted.Verdict.Arms[Arm.Defended];

        findings.Failures.ShouldBe(new Dictionary<string, long> { ["status-500"] = 2, ["timeout"] = 9 });
        findings.Failures.Keys.ShouldBe(["status-500", "timeout"]);
        findings.Troubles.ShouldBe(["agent: it stumbled"]);
    }

    [Fact]
    public void Latencies_from_the_send_that_cannot_be_read_are_left_out()
    {
        var planted = new Planted();
        planted.Defended.Second = s => s == 9 ? null : PlantedArm.Calm;
        planted.Defended.More.Add(PlantedArm.Calm.At(9) with { FromSend = "?" });

        planted.Verdict.Kind.ShouldBe(VerdictKind.Held, planted.Verdict.Reason);
        planted.Verdict.Arms[Arm.Defended].FromSend.ShouldBeNull();
    }

    /// <summary>What grows before and after the faults is no growth under them.</summary>
    [Fact]
    public void Growth_is_that_of_the_fault_phase_alone()
    {
        var planted = new Planted().With(new Slo { MemoryGrowth = Bound<ByteRate>.Parse("<= 1MiB/s"), Availability = Bound<Ratio>.Parse(">= 95%") });
        planted.Defended.Sample = s => new TargetSample(s is >= 6 and < 15 ? 50 << 20 : 10_000_000L * s, 20, s) { At = s };

        var growth = planted.Verdict.Arms[Arm.Defended].Objectives.Single(o => o.Name == "memory-growth");

        growth.Value.ShouldBe(0);
        growth.Result.ShouldBe(ObjectiveState.Met);
    }

    private static TargetExited Killed(double at) => new(137, ExitCause.KilledByUs, "", "kill-1") { At = at };

    private static TargetRestarted Back(double at) => new(18, 1) { At = at };

    private static ArmEvidence Of(params IEnumerable<Entry> entries)
    {
        var planted = new Planted();
        return ArmEvidence.Of(planted.Scenario, planted.Plan, new History(Arm.Defended, [.. entries]));
    }
}
