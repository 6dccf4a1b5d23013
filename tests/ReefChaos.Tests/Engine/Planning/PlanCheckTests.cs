using ReefChaos.Engine;
using ReefChaos.Engine.Planning;
using ReefChaos.Engine.Reading;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Reading;

namespace ReefChaos.Tests.Engine.Planning;

public sealed class PlanCheckTests
{
    private const string TheFault = "- missing-timeout: { at: http-client:payments, rate: 100% }";

    private static readonly LoadProfile Steady = Profiles.Steady(rate: 50, seconds: 30);

    [Theory]
    [InlineData(Examples.Main)]
    [InlineData(Examples.Full)]
    public void What_can_work_is_let_through(string text) => Check(text, Profiles.Steady(rate: 200, seconds: 30)).ShouldBeEmpty();

    [Theory]
    [InlineData("baseline: 4s", "baseline: 2s", "9:33: error: the baseline phase of 2s is too short to show a steady state; give it at least 3s")]
    [InlineData("fault: 8s", "fault: 3s", "9:44: error: the fault phase of 3s is too short to be judged; give it at least 4s")]
    [InlineData("recovery: 4s", "recovery: 40s", "8:7: error: the load 'checkout' lasts 30s, and the phases together 54s; lengthen its simulations or shorten the phases")]
    [InlineData("rate: 100%", "after: 8s", "11:57: error: the fault would begin 8s into a fault phase of 8s; begin earlier or lengthen phases.fault")]
    [InlineData("rate: 100%", "after: 5s, for: 4s", "11:66: error: the fault would end 9s into a fault phase of 8s; shorten it, leave 'for' out, or lengthen phases.fault")]
    public void Times_that_do_not_fit_are_refused(string old, string by, string problem) => Refused(Examples.With(old, by), problem);

    [Theory]
    [InlineData("baseline: 4s", "baseline: 3s")]
    [InlineData("fault: 8s", "fault: 4s")]
    [InlineData("recovery: 4s", "recovery: 16s")]
    [InlineData("rate: 100%", "after: 7s")]
    public void Times_that_just_fit_are_let_through(string old, string by) => Check(Examples.With(old, by), Profiles.Steady(rate: 200, seconds: 30)).ShouldBeEmpty();

    [Theory]
    [InlineData("p99:", "p99.9:", "14:21: error: latency.p99.9 needs 1000 requests in the fault phase, and the load 'checkout' sends about 400; lengthen phases.fault, raise the load, or take a lower percentile")]
    [InlineData("recovery: \"<= 3s\"", "recovery: \"<= 5s\"", "15:13: error: recovery <= 5s cannot be seen in a recovery phase of 4s; lengthen phases.recovery")]
    [InlineData("recovery: 4s", "recovery: 0s", "15:13: error: recovery <= 3s cannot be seen in a recovery phase of 0s; lengthen phases.recovery")]
    [InlineData("recovery: \"<= 3s\"", "throughput: \">= 51/s\"", "15:15: error: the load 'checkout' offers about 50 requests a second in the fault phase, so >= 51/s cannot be met; raise the load or lower the objective")]
    [InlineData("recovery: \"<= 3s\"", "throughput: \"> 50/s\"", "15:15: error: the load 'checkout' offers about 50 requests a second in the fault phase, so > 50/s cannot be met; raise the load or lower the objective")]
    public void An_objective_without_data_is_refused(string old, string by, string problem) => Refused(Examples.With(old, by), problem);

    [Theory]
    [InlineData("throughput: \">= 50/s\"")]
    [InlineData("throughput: \"<= 60/s\"")]
    [InlineData("recovery: \"<= 4s\"")]
    public void An_objective_at_its_limit_is_let_through(string by) => Check(Examples.With("recovery: \"<= 3s\"", by), Steady).ShouldBeEmpty();

    [Fact]
    public void All_steps_of_a_journey_count_as_requests()
    {
        var step = new RequestTemplate { Method = "GET", Path = "/" };
        var profile = Profiles.Steady(rate: 50, seconds: 30) with { Journeys = [new Journey("a", 3, [step]), new Journey("b", 1, [step, step, step, step, step])] };

        Check(Examples.With("recovery: \"<= 3s\"", "throughput: \">= 100/s\""), profile).ShouldBeEmpty();
        Check(Examples.With("recovery: \"<= 3s\"", "throughput: \">= 101/s\""), profile).ShouldHaveSingleItem().Message.ShouldContain("offers about 100 requests a second");
    }

    [Fact]
    public void A_threshold_of_the_load_that_points_the_other_way_is_refused()
    {
        var profile = Steady with { Thresholds = new Slo { Throughput = Bound<Frequency>.Parse(">= 30/s"), Availability = Bound<Ratio>.Parse("> 90%") } };

        Check(Examples.With("recovery: \"<= 3s\"", "throughput: \"<= 60/s\""), profile).Select(p => p.ToString()).ShouldBe(
            ["scenario.yaml:15:15: error: throughput <= 60/s does not go with the threshold >= 30/s of the load 'checkout'; leave one of them out"]);
    }

    [Fact]
    public void A_trace_that_is_too_short_is_refused() =>
        Check(Examples.Main, Profiles.Of(Profiles.Piece(SimulationKind.Replay, 10) with { Trace = [0, 8] })).Select(p => p.Message)
            .ShouldContain("the load 'checkout' lasts 10s, and the phases together 18s; lengthen its trace or shorten the phases");

    [Fact]
    public void A_load_that_is_a_trace_in_part_is_told_of_its_trace() =>
        Check(Examples.Main, Profiles.Of(Profiles.Inject(50, 7), Profiles.Piece(SimulationKind.Replay, 8) with { Trace = [0, 6] })).Select(p => p.Message)
            .ShouldContain("the load 'checkout' lasts 15s, and the phases together 18s; lengthen its trace or shorten the phases");

    [Fact]
    public void A_percentile_has_data_when_one_request_lies_beyond_it()
    {
        Check(Examples.With("p99:", "p99.9:"), Profiles.Steady(rate: 125, seconds: 30)).ShouldBeEmpty();
        Check(Examples.With("p99:", "p99.9:"), Profiles.Steady(rate: 124, seconds: 30)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_closed_loop_is_not_guessed_at() =>
        Check(Examples.With("p99:", "p99.9:"), Profiles.Of(Profiles.Piece(SimulationKind.KeepConstant, 30, rate: 4))).ShouldBeEmpty();

    [Fact]
    public void A_load_that_pauses_in_a_judged_phase_is_refused()
    {
        var profile = Profiles.Of(Profiles.Inject(50, 6), Profiles.Piece(SimulationKind.Pause, 8), Profiles.Inject(50, 4));

        Check(Examples.Main, profile).Select(p => p.ToString())
            .ShouldContain("scenario.yaml:8:7: error: the load 'checkout' sends nothing in the fault phase; move its pause elsewhere or change the phases");
    }

    [Fact]
    public void A_load_that_pauses_before_the_faults_alone_is_told_of_that_phase()
    {
        var profile = Profiles.Of(Profiles.Piece(SimulationKind.Pause, 6), Profiles.Inject(50, 12));

        Check(Examples.Main, profile).ShouldHaveSingleItem().Message.ShouldStartWith("the load 'checkout' sends nothing in the baseline phase;");
    }

    [Theory]
    [InlineData("memory-growth: \"< 1MiB/s\"", "memory-growth")]
    [InlineData("thread-growth: \"< 1/s\"", "thread-growth")]
    public void Growth_needs_five_seconds(string objective, string name)
    {
        var text = Examples.With("recovery: \"<= 3s\"", objective);

        Check(text.Replace("fault: 8s", "fault: 5s", StringComparison.Ordinal), Steady).ShouldBeEmpty();
        Refused(
            text.Replace("fault: 8s", "fault: 4s", StringComparison.Ordinal),
            $"15:18: error: {name} needs a fault phase of at least 5s; lengthen phases.fault, which is 4s");
    }

    [Fact]
    public void Recovery_needs_something_that_recovers() => Refused(
        Examples.Main
            .Replace("  availability: \">= 99%\"\n", "", StringComparison.Ordinal)
            .Replace("  latency: { p99: \"<= 300ms\" }\n", "", StringComparison.Ordinal),
        "13:13: error: recovery is the time until availability and latency hold again, and neither is given; add one of them");

    [Fact]
    public void A_scenario_made_in_code_without_objectives_is_refused()
    {
        var scenario = Examples.Read(Examples.Main).Scenario! with { Slo = new Slo() };

        PlanCheck.Check(new ScenarioRead("code", scenario, new SourceMap(), []), Planner.Plan(scenario, Steady, 1)).Select(p => p.ToString())
            .ShouldBe(["code: error: there is no objective, so nothing can be judged; add one, such as availability: \">= 99%\""]);
    }

    [Theory]
    [InlineData("- missing-timeout: { at: process }", "11:28: error: missing-timeout cannot act at 'process'; it acts at http-client, fault-point, dependency")]
    [InlineData("- missing-timeout: { at: dependency:payment }", "11:28: error: no dependency 'payment' is declared below 'dependencies'; did you mean 'payments'?")]
    [InlineData("- missing-timeout: { at: dependency:stock }", "11:28: error: no dependency 'stock' is declared below 'dependencies'; add it there")]
    [InlineData("- error: { at: inbound:checkout }", "11:18: error: 'inbound:checkout' is no path; write inbound:/checkout")]
    [InlineData("- lock-contention: { at: lock:gate }", "11:28: error: 'lock:gate' names no field; write lock:TYPE.FIELD, such as lock:Shop.Prices.gate")]
    [InlineData("- lock-contention: { at: lock:gate. }", "11:28: error: 'lock:gate.' names no field; write lock:TYPE.FIELD, such as lock:Shop.Prices.gate")]
    [InlineData("- lock-contention: { at: lock:A.b }\n  - lock-contention: { at: lock:A.b }", "12:28: error: 'lock:A.b' is held by a fault above already, and one of the two would only wait; keep one of them")]
    [InlineData("- leak: { at: process, of: large-object, size: 84999B }", "11:50: error: an item of 84999B is no large object; give a size of at least 85000B")]
    [InlineData("- leak: { at: process, of: large-object }", "11:5: error: an item of 64KiB is no large object; give a size of at least 85000B")]
    [InlineData("- leak: { at: process, size: 1GiB, cap: 65 }", "11:43: error: 65 items of 1GiB are more than 64GiB, which is beyond any limit; lower the cap or the size")]
    public void A_fault_that_cannot_act_is_refused(string fault, string problem) => Refused(Examples.With(TheFault, fault), problem);

    [Theory]
    [InlineData("- lock-contention: { at: lock:A.b }\n  - lock-contention: { at: lock:A.c }")]
    [InlineData("- leak: { at: process, of: large-object, size: 85000B }")]
    [InlineData("- leak: { at: process, size: 1GiB, cap: 64 }")]
    [InlineData("- leak: { at: process, of: threads, size: 1GiB, cap: 100 }")]
    [InlineData("- missing-timeout: { at: dependency:payments }")]
    [InlineData("- missing-timeout: { at: http-client:payments, after: 4s, for: 4s }")]
    public void A_fault_at_its_limit_is_let_through(string fault) => Check(Examples.With(TheFault, fault), Steady).ShouldBeEmpty();

    [Fact]
    public void A_control_arm_without_a_fault_is_refused() => Refused(
        Examples.With($"faults:\n  {TheFault}\n", ""),
        "14:1: error: there is no fault for the control arm to prove; add one below 'faults', or write control: { none: \"no faults\" }");

    [Fact]
    public void No_fault_and_no_control_arm_is_a_load_test() => Check(
        Examples.With($"faults:\n  {TheFault}\n", "").Replace("env: { Shop__Defenses: none }", "none: \"no faults\"", StringComparison.Ordinal),
        Steady).ShouldBeEmpty();

    [Fact]
    public void A_control_arm_that_changes_nothing_is_refused() => Refused(
        Examples.With("  limits:", "  env: { Shop__Defenses: none }\n  limits:"),
        "17:1: error: the control arm sets nothing that the target does not set, so both arms are the same; give the variables that switch the defences off");

    [Fact]
    public void A_control_arm_that_changes_one_of_its_variables_is_let_through() => Check(
        Examples.With("  limits:", "  env: { Shop__Defenses: none, Shop__Retries: 3 }\n  limits:")
            .Replace("control: { env: { Shop__Defenses: none } }", "control: { env: { Shop__Defenses: none, Shop__Retries: 0 } }", StringComparison.Ordinal),
        Steady).ShouldBeEmpty();

    [Theory]
    [InlineData("memory: \"> 95% for 3s\"")]
    [InlineData("heap: \"> 90% for 18s\"")]
    [InlineData("gc-pause: \"> 70% for 2s\"")]
    [InlineData("availability: \"< 10% for 1s\"")]
    [InlineData("memory: \"> 95% for 1s\"")]
    [InlineData("heap: \"> 95% for 1s\"")]
    public void A_guard_that_can_trip_is_let_through(string guard) =>
        Check(Examples.With("availability: \"< 10% for 5s\"", guard), Steady).ShouldBeEmpty();

    [Theory]
    [InlineData("availability: \"< 10% for 19s\"", "17:24: error: the availability guard needs 19s, and the phases together last 18s; shorten it, lengthen the phases, or leave the guard out")]
    [InlineData("gc-pause: \"> 70% for 60s\"", "17:20: error: the gc-pause guard needs 1m, and the phases together last 18s; shorten it, lengthen the phases, or leave the guard out")]
    [InlineData("gc-pause: \"> 70% for 1s\"", "17:20: error: the gc-pause guard is an average over 1s, and the target is looked at once a second; take at least 2s")]
    [InlineData("gen0-interval: \"< 200ms for 1s\"", "17:25: error: the gen0-interval guard is an average over 1s, and the target is looked at once a second; take at least 2s")]
    public void A_guard_that_cannot_trip_is_refused(string guard, string problem) =>
        Refused(Examples.With("availability: \"< 10% for 5s\"", guard), problem);

    [Theory]
    [InlineData("memory", 18)]
    [InlineData("heap", 16)]
    public void A_guard_on_a_limit_needs_the_limit(string name, int column) => Refused(
        Examples.With("availability: \"< 10% for 5s\"", $"{name}: \"> 90% for 3s\"").Replace(", memory: 256MiB", "", StringComparison.Ordinal),
        $"17:{column}: error: the {name} guard is a share of the memory limit, and there is none; add memory to target.limits, or leave the guard out");

    [Theory]
    [InlineData("availability: \"< 10% for 5s\"")]
    [InlineData("gc-pause: \"> 70% for 5s\"")]
    [InlineData("gen0-interval: \"< 200ms for 5s\"")]
    public void A_guard_on_no_limit_needs_none(string guard) =>
        Check(Examples.With("availability: \"< 10% for 5s\"", guard).Replace(", memory: 256MiB", "", StringComparison.Ordinal), Steady).ShouldBeEmpty();

    [Fact]
    public void All_problems_come_at_once_in_the_order_of_their_places()
    {
        var text = Examples.With(TheFault, "- error: { at: inbound:checkout, after: 9s }").Replace("baseline: 4s", "baseline: 1s", StringComparison.Ordinal);

        Check(text, Steady).Select(p => (p.Line, p.Column)).ShouldBe([(9, 33), (11, 18), (11, 43)]);
    }

    [Fact]
    public void A_file_that_could_not_be_read_gives_its_own_problems()
    {
        var read = Examples.Read("scenario: [");

        PlanCheck.Check(read, Planner.Plan(Examples.Read(Examples.Main).Scenario!, Steady, 1)).ShouldBe(read.Problems);
    }

    private static void Refused(string text, string problem) => Check(text, Steady).Select(p => p.ToString()).ShouldBe([$"scenario.yaml:{problem}"]);

    private static IReadOnlyList<Problem> Check(string text, LoadProfile profile)
    {
        var read = Examples.Read(text);
        read.Problems.ShouldBeEmpty();
        return PlanCheck.Check(read, Planner.Plan(read.Scenario!, profile, seed: 42));
    }
}
