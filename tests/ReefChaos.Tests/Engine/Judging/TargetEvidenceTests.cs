using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class TargetEvidenceTests
{
    private static readonly LimitsSpec Limits = new() { Cpus = 0.5, Memory = ByteSize.Parse("256MiB") };

    [Fact]
    public void A_target_that_never_started_has_none() => TargetEvidence.Of(Limits, new History(Arm.Defended, [])).ShouldBeNull();

    [Fact]
    public void A_target_without_an_agent_has_no_runtime()
    {
        var findings = Of(PlantedArm.Holding(Arm.Defended).Started! with { Runtime = null });

        findings.Runtime.ShouldBeNull();
        findings.Sees.ShouldBeEmpty();
        findings.Use.ShouldBeNull();
        findings.ExitCause.ShouldBeNull();
    }

    [Fact]
    public void Limits_that_nobody_enforces_are_not_held_against_the_runtime()
    {
        var started = PlantedArm.Holding(Arm.Defended).Started! with { Runtime = new RuntimeFacts(4, 300L << 20, 4, ServerGc: true, 100, 32_767) };
        Of(started).Mismatches.ShouldNotBeEmpty();

        var findings = Of(started with { Kind = "in-process", Rung = "none", BlindSpots = ["in-process target.limits.cpus is not limited"] });

        findings.Mismatches.ShouldBeEmpty();
        findings.Sees.ShouldStartWith("no CPU quota, no memory limit");
        findings.BlindSpots.ShouldBe(["in-process target.limits.cpus is not limited"]);
    }

    [Fact]
    public void Memory_is_told_by_its_highest()
    {
        var use = OfStarted(Memory(0, 100, 150), Memory(1, 180, 220), Memory(2, 120, 220)).Use.ShouldNotBeNull();

        (use.MemoryHighBytes, use.MemoryPeakBytes, use.MemoryLimitBytes).ShouldBe((180, 220, 256));
        use.ThrottledShare.ShouldBeNull();
    }

    [Fact]
    public void Throttling_counts_from_the_first_look_on()
    {
        var use = OfStarted(Cpu(0, 20, 18, 3), Cpu(1, 30, 19, 3.1), Cpu(2, 40, 23, 3.5)).Use.ShouldNotBeNull();

        use.ThrottledShare.ShouldBe(0.25);
        use.ThrottledSeconds!.Value.ShouldBe(0.5, 1e-9);
        use.MemoryLimitBytes.ShouldBeNull();
    }

    [Fact]
    public void Throttling_counts_on_after_a_restart() =>
        OfStarted(Cpu(0, 20, 10, 1), Cpu(1, 30, 15, 1.5), Cpu(2, 10, 5, 0.5)).Use!.ThrottledShare.ShouldBe(0.5);

    [Fact]
    public void Counts_that_stand_still_are_no_restart_and_one_that_falls_is()
    {
        OfStarted(Cpu(0, 20, 10, 1), Cpu(1, 20, 10, 1), Cpu(2, 40, 15, 1.5)).Use!.ThrottledShare.ShouldBe(0.25);
        OfStarted(Cpu(0, 20, 10, 1), Cpu(1, 40, 5, 0.5)).Use!.ThrottledShare.ShouldBe(0.125);
    }

    [Fact]
    public void One_look_at_the_throttling_tells_nothing() => OfStarted(Cpu(0, 20, 10, 1)).Use!.ThrottledSeconds.ShouldBeNull();

    [Theory]
    [InlineData(ExitCause.OutOfMemory, 137, null, "at 12 s the target was killed by the kernel: out of memory")]
    [InlineData(ExitCause.Crashed, 134, null, "at 12 s the target crashed with exit code 134")]
    [InlineData(ExitCause.Crashed, 0, null, "at 12 s the target ended by itself, with exit code 0")]
    [InlineData(ExitCause.KilledByUs, 137, "kill-1", "at 12 s the target was killed by the fault kill-1")]
    [InlineData(ExitCause.Stopped, 143, null, "at 12 s the target was stopped by the runner, with exit code 143")]
    [InlineData(ExitCause.Lost, -1, null, "at 12 s the target was lost: its container engine stopped answering")]
    public void An_end_tells_its_cause(ExitCause cause, int code, string? fault, string line)
    {
        var findings = OfStarted(new TargetExited(code, cause, "last words", fault) { At = 12 });

        findings.Ends.ShouldBe([line]);
        (findings.ExitCode, findings.ExitCause, findings.Restarts).ShouldBe((code, cause, 0));
    }

    [Fact]
    public void Each_end_is_told_with_its_return()
    {
        var findings = OfStarted(
            Killed(5), new TargetRestarted(18, 1.25) { At = 6.25 }, Killed(9), new TargetRestarted(19, 1.5) { At = 10.5 }, Killed(12));

        findings.Restarts.ShouldBe(2);
        findings.Ends.ShouldBe([
            "at 5 s the target was killed by the fault kill-1; it was back after 1.25 s",
            "at 9 s the target was killed by the fault kill-1; it was back after 1.5 s",
            "at 12 s the target was killed by the fault kill-1",
        ]);
    }

    [Fact]
    public void Restarts_that_only_its_engine_saw_count_too() =>
        OfStarted(new LimitSample(null, null, Restarts: 3) { At = 1 }).Restarts.ShouldBe(3);

    private static TargetExited Killed(double at) => new(137, ExitCause.KilledByUs, "", "kill-1") { At = at };

    private static LimitSample Memory(double at, long bytes, long peak) => new(new MemoryUse(bytes, 256, peak), null) { At = at };

    private static LimitSample Cpu(double at, long periods, long throttled, double seconds) => new(null, new CpuThrottling(periods, throttled, seconds)) { At = at };

    private static TargetFindings OfStarted(params IEnumerable<Entry> entries) => Of([PlantedArm.Holding(Arm.Defended).Started!, .. entries]);

    private static TargetFindings Of(params IEnumerable<Entry> entries) => TargetEvidence.Of(Limits, new History(Arm.Defended, [.. entries])).ShouldNotBeNull();
}
