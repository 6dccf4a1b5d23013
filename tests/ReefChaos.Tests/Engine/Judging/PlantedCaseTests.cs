using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

/// <summary>Experiments that went wrong in a known way: the verdict is not Held, and its reason says which way.</summary>
public sealed class PlantedCaseTests
{
    private readonly Planted planted = new();

    [Fact]
    public void The_control_arm_holds()
    {
        planted.Control = PlantedArm.Holding(Arm.Control);

        Decided(VerdictKind.Inconclusive, ReasonCode.Toothless, "toothless: without the defences the target missed no objective either");
    }

    [Fact]
    public void The_baseline_is_bad_already()
    {
        planted.Defended.Second = s => s is >= 2 and < 6 ? PlantedArm.Stalled : PlantedArm.Calm;

        Decided(VerdictKind.Inconclusive, ReasonCode.Unsteady, "before any fault availability is missed: 0%", "in the defended arm");
    }

    [Fact]
    public void The_fault_never_fires()
    {
        planted.Control!.Injections = 0;

        Decided(VerdictKind.Inconclusive, ReasonCode.NeverFired, "missing-timeout-1 was armed in the control arm and never fired: no call reached http-client:payments");
    }

    [Fact]
    public void The_generator_is_late()
    {
        planted.Defended.Generator = planted.Defended.Generator! with { LatenessP99Ms = 700 };

        Decided(VerdictKind.Inconclusive, ReasonCode.Generator, "the load generator cannot be trusted in the defended arm: ", "700 ms");
    }

    [Fact]
    public void The_generator_dies()
    {
        planted.Defended.CutAt = 9;
        planted.Defended.Generator = null;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 9.1 };
        planted.Defended.More.Add(new Trouble("load", "the load worker died with exit code 137", Fatal: true) { At = 8.9 });

        Decided(VerdictKind.Inconclusive, ReasonCode.NotRun, "the load worker died with exit code 137");
    }

    [Fact]
    public void A_check_crashes()
    {
        planted.Defended.Second = s => s == 9 ? null : PlantedArm.Calm;
        planted.Defended.More.Add(new LoadSecond(9, 40, 40, new Dictionary<string, long>(), "no histogram") { At = 10 });

        Decided(VerdictKind.Inconclusive, ReasonCode.CheckFailed, "latency.p99 in the defended arm: the check failed: 'no histogram' is not a value:count pair");
    }

    [Fact]
    public void An_objective_has_too_few_samples()
    {
        planted.With(new Slo { Availability = Bound<Ratio>.Parse(">= 99.9%") });

        Decided(VerdictKind.Inconclusive, ReasonCode.Undecided, "availability is undecided: 100%");
        planted.Verdict.Arms[Arm.Defended].Objectives.Single().Note.ShouldBe("320 requests are too few for this target: 2995 without a failure would show it");
    }

    [Fact]
    public void The_target_breaks_for_another_cause()
    {
        var hang = new CauseMode(CauseModes.NativeHang, new CodeSite("Shop.Risk.Score", "Risk.cs", 9), ["4 threads in nanosleep"], [], "a bulkhead");
        planted.Control!.More.Add(new CauseFound(new Cause(false, [hang], 1)) { At = 13 });

        Decided(VerdictKind.Inconclusive, ReasonCode.OtherCause, "the control arm broke for another cause: ", "native-hang and not missing-timeout");
    }

    [Fact]
    public void The_target_dies_for_another_cause_than_the_fault()
    {
        planted.Defended.CutAt = 4.2;
        planted.Defended.End = new ArmEnded(ArmEnd.Failed) { At = 4.3 };
        planted.Defended.More.Add(new TargetExited(139, ExitCause.Crashed, "Segmentation fault") { At = 4.2 });

        Decided(VerdictKind.Inconclusive, ReasonCode.TargetFailed, "defended arm", "139");
    }

    [Fact]
    public void The_recovery_never_settles()
    {
        planted.Defended.Second = s => s >= 14 ? PlantedArm.Stalled : PlantedArm.Calm;

        Decided(VerdictKind.Broken, ReasonCode.Missed, "recovery is missed", "did not settle within 4.0 s");
    }

    [Fact]
    public void The_guard_ends_both_arms_after_an_objective_was_missed()
    {
        planted.Defended = PlantedArm.Breaking(Arm.Defended);
        AbortBoth();

        Decided(VerdictKind.Broken, ReasonCode.Missed, "availability is missed: 0%");
    }

    [Fact]
    public void The_guard_ends_both_arms_before_anything_was_missed()
    {
        planted.With(new Slo { Availability = Bound<Ratio>.Parse(">= 90%") });
        AbortBoth();

        Decided(VerdictKind.Inconclusive, ReasonCode.Undecided, "the guard ended the defended arm early, and what was seen until then missed nothing");
    }

    private void AbortBoth()
    {
        foreach (var arm in new[] { planted.Defended, planted.Control! })
        {
            arm.CutAt = 12;
            arm.End = new ArmEnded(ArmEnd.Aborted) { At = 12 };
            arm.More.Add(new GuardTripped("availability < 10% for 5s") { At = 12 });
        }
    }

    private void Decided(VerdictKind kind, ReasonCode code, params string[] reason)
    {
        var verdict = planted.Verdict;

        verdict.Kind.ShouldBe(kind, verdict.Reason);
        verdict.Code.ShouldBe(code, verdict.Reason);
        foreach (var part in reason)
        {
            verdict.Reason.ShouldContain(part);
        }
    }
}
