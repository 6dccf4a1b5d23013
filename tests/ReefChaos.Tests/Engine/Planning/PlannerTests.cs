using System.Text.Json;
using ReefChaos.Engine.Planning;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Reading;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Engine.Planning;

public sealed class PlannerTests
{
    private static readonly LoadProfile Profile = Profiles.Steady(rate: 50, seconds: 30);

    [Fact]
    public void Phases_follow_each_other_from_zero() =>
        Plan(Examples.Main).Phases.Select(p => $"{p.Phase} {p.Start.Value.TotalSeconds}+{p.Length.Value.TotalSeconds}")
            .ShouldBe(["Warmup 0+2", "Baseline 2+4", "Fault 6+8", "Recovery 14+4"]);

    [Fact]
    public void A_phase_without_length_is_still_there()
    {
        var phases = Plan(Examples.With("recovery: 4s", "recovery: 0s")).Phases;

        phases[^1].ShouldBe(new PlannedPhase(Phase.Recovery, TimeSpan.FromSeconds(14), TimeSpan.Zero));
    }

    [Theory]
    [InlineData("warmup: 2s, ", 7, 2)]
    [InlineData("warmup: 0s, ", 7, 0)]
    [InlineData("", 7, 7)]
    [InlineData("", null, 2)]
    public void The_warm_up_is_the_scenarios_then_the_profiles(string stated, int? ofProfile, int seconds)
    {
        var scenario = Examples.Read(Examples.With("warmup: 2s, ", stated)).Scenario!;
        var profile = Profile with { WarmUp = ofProfile is { } length ? TimeSpan.FromSeconds(length) : null };

        var phases = Planner.Plan(scenario, profile, 42).Phases;

        phases.Take(2).ShouldBe(
        [
            new PlannedPhase(Phase.Warmup, TimeSpan.Zero, TimeSpan.FromSeconds(seconds)),
            new PlannedPhase(Phase.Baseline, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(4)),
        ]);
    }

    [Fact]
    public void A_fault_is_named_by_its_mode_and_position() => Plan(Examples.Full).Faults.Take(9).Select(f => f.Id).ShouldBe(
        ["leak-1", "blocked-channel-2", "lock-contention-3", "native-hang-4", "missing-timeout-5", "latency-6", "error-7", "outcome-8", "slow-body-9"]);

    [Fact]
    public void A_fault_is_disarmed_after_its_time_or_with_the_phase()
    {
        var faults = Plan(Examples.Full).Faults;

        (faults[0].ArmAfter, faults[0].DisarmAfter).ShouldBe((default, null));
        (faults[1].ArmAfter, faults[1].DisarmAfter).ShouldBe((Duration.Parse("1s"), Duration.Parse("6s")));
    }

    [Fact]
    public void The_control_arm_runs_last_and_only_where_there_is_one()
    {
        Plan(Examples.Main).Arms.ShouldBe([Arm.Defended, Arm.Control]);
        Plan(Examples.Full).Arms.ShouldBe([Arm.Defended]);
    }

    [Fact]
    public void A_seed_repeats_and_another_differs()
    {
        var first = Plan(Examples.Full, seed: 7);

        Json(Plan(Examples.Full, seed: 7)).ShouldBe(Json(first));
        Plan(Examples.Full, seed: 8).Faults.Select(f => f.Seed).ShouldNotBe(first.Faults.Select(f => f.Seed));
    }

    [Fact]
    public void Each_fault_has_a_seed_of_its_own() => Plan(Examples.Full).Faults.Select(f => f.Seed).ShouldBeUnique();

    [Fact]
    public void What_the_scenario_says_is_passed_on()
    {
        var plan = Plan(Examples.Full, seed: 7);

        (plan.Scenario, plan.Seed, plan.Load, plan.Lease, plan.Extension)
            .ShouldBe(("everything", 7UL, Profile, Duration.Parse("2500ms"), Duration.Parse("0s")));
    }

    private static Plan Plan(string text, ulong seed = 42) => Planner.Plan(Examples.Read(text).Scenario!, Profile, seed);

    private static string Json(Plan plan) => JsonSerializer.Serialize(plan, ReefJson.Line);
}
