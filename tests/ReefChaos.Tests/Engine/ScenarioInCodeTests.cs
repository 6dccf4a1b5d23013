using ReefChaos.Engine;
using ReefChaos.Engine.Reading;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Reading;

namespace ReefChaos.Tests.Engine;

/// <summary>A scenario in code is held to the rules of a file.</summary>
public sealed class ScenarioInCodeTests
{
    private static readonly LoadProfile Load = Planning.Profiles.Steady(rate: 50, seconds: 30);

    private static readonly Scenario Good = new()
    {
        Name = "in-code",
        Target = new TargetSpec { Project = "src/ReefChaos.Shop", Limits = new LimitsSpec { Cpus = 0.5, Memory = ByteSize.MiB(256) } },
        Dependencies = new Dictionary<string, DependencySpec> { ["payments"] = new() { Stub = new StubSpec(), Env = "Shop__Payments__Url" } },
        Load = "checkout",
        Faults = [new MissingTimeoutFault { At = Site.HttpClient("payments") }],
        Slo = new Slo
        {
            Availability = Bound.AtLeast(Ratio.Percent(99)),
            Latency = new Dictionary<Percentile, Bound<Duration>> { [new(99)] = Bound.AtMost(TimeSpan.FromMilliseconds(300)) },
        },
        Control = new ControlSpec { Env = new Dictionary<string, string> { ["Shop__Defenses"] = "none" } },
        Seed = 42,
    };

    public static TheoryData<Scenario, string> Bad() => new()
    {
        { Good with { Name = "In Code" }, "scenario In Code: error: scenario: expected lower-case words joined by hyphens, such as slow-payments, at most 80 characters; found 'In Code'" },
        { Good with { Target = new TargetSpec() }, "scenario in-code: error: target: expected exactly one of project, image, dockerfile" },
        { Good with { Target = Good.Target with { Limits = new LimitsSpec { Memory = ByteSize.MiB(1) } } }, "scenario in-code: error: target.limits.memory: expected a size of at least 64MiB, such as 256MiB; found '1MiB'" },
        { Good with { Control = new ControlSpec() }, "scenario in-code: error: control: expected exactly one of env, none" },
        { Good with { Control = Good.Control with { None = "both" } }, "scenario in-code: error: control: expected exactly one of env, none" },
        { Good with { Slo = new Slo() }, "scenario in-code: error: slo: expected at least one of availability, latency, throughput, recovery, memory-growth, thread-growth" },
        { Good with { Name = null! }, "scenario : error: scenario: expected lower-case words joined by hyphens, such as slow-payments, at most 80 characters; found nothing" },
        { Good with { Dependencies = new Dictionary<string, DependencySpec> { ["pay ments"] = Good.Dependencies["payments"] } }, "scenario in-code: error: dependencies: expected a name of letters, digits, '.', '_' and '-'; found 'pay ments'" },
        { Good with { Dependencies = new Dictionary<string, DependencySpec> { ["payments"] = new() { Stub = new StubSpec { Status = 7 }, Env = "URL" } } }, "scenario in-code: error: dependencies.payments.stub.status: expected an HTTP status from 100 to 599; found '7'" },
        { Good with { Slo = new Slo { Latency = new Dictionary<Percentile, Bound<Duration>>() } }, "scenario in-code: error: slo: expected at least one of availability, " },
        { Good with { Slo = Good.Slo with { Latency = new Dictionary<Percentile, Bound<Duration>>() } }, "scenario in-code: error: slo.latency: expected at least one entry; found none" },
        { Good with { Target = null! }, "scenario in-code: error: target: expected a mapping with the keys project, " },
        { Good with { Target = Good.Target with { Env = new Dictionary<string, string> { ["A B"] = "" } } }, "scenario in-code: error: target.env: expected the name of an environment variable; found 'A B'" },
        { Good with { Faults = [.. Good.Faults, new LatencyFault { At = Site.Process, Delay = TimeSpan.Zero }] }, "scenario in-code: error: faults.1.latency.delay: expected a duration above zero, such as 300ms; found '0s'" },
        { Good with { Faults = [new LatencyFault { At = Site.HttpClient("payments"), Delay = TimeSpan.Zero }] }, "scenario in-code: error: faults.0.latency.delay: expected a duration above zero, such as 300ms; found '0s'" },
        { Good with { Faults = [new MissingTimeoutFault { At = Site.Process }] }, "scenario in-code: error: faults.0.missing-timeout.at: " },
        { Good with { Phases = new PhaseLengths { Fault = TimeSpan.FromSeconds(1) } }, "scenario in-code: error: phases.fault: the fault phase of 1s is too short" },
    };

    [Fact]
    public void It_plans_as_its_file_does()
    {
        var experiment = Experiment.Prepare(Good, Load);

        experiment.Problems.ShouldBeEmpty();
        experiment.Plan!.Seed.ShouldBe(42ul);
        Experiment.Prepare(Good, Load, seed: 7).Plan!.Seed.ShouldBe(7ul);
    }

    [Fact]
    public void Each_word_of_the_fluent_form_says_one_thing_of_the_scenario()
    {
        var written = Scenario.Named("in-code")
            .WithTarget(TargetSpec.OfProject("src/ReefChaos.Shop").WithLimits(cpus: 0.5, memory: ByteSize.MiB(256)))
            .WithDependency("payments", DependencySpec.OfStub("Shop__Payments__Url", new StubSpec()))
            .WithLoad("checkout")
            .WithFault(new MissingTimeoutFault { At = Site.HttpClient("payments") })
            .WithAvailability(atLeast: Ratio.Percent(99))
            .WithLatency(99, atMost: TimeSpan.FromMilliseconds(300))
            .WithControl("Shop__Defenses", "none")
            .WithSeed(42);

        Json(written).ShouldBe(Json(Good));
    }

    [Fact]
    public void What_can_be_said_several_times_is_added_and_the_rest_replaced()
    {
        var scenario = Good
            .WithFault(new LatencyFault { At = Site.HttpClient("payments"), Delay = TimeSpan.FromMilliseconds(5) })
            .WithLatency(50, atMost: TimeSpan.FromMilliseconds(100))
            .WithDependency("mail", DependencySpec.OfProxy("Shop__Mail__Url", "http://127.0.0.1:8080"))
            .WithControl("Shop__Retries", "0")
            .WithTarget(Good.Target.WithVariable("A", "1").WithVariable("B", "2").WithArguments("-v").WithPort(5001).ReadyAt("/ready"))
            .WithRecovery(atMost: TimeSpan.FromSeconds(3))
            .WithRecovery(atMost: TimeSpan.FromSeconds(2));

        scenario.Faults.Count.ShouldBe(2);
        scenario.Slo.Objectives().Select(o => o.ToString()).Count().ShouldBe(4);
        scenario.Slo.Recovery.ShouldBe(Bound.AtMost(TimeSpan.FromSeconds(2)));
        scenario.Dependencies.Keys.ShouldBe(["payments", "mail"]);
        scenario.Control.Env.Keys.ShouldBe(["Shop__Defenses", "Shop__Retries"]);
        scenario.Target.Env.Keys.ShouldBe(["A", "B"]);
        (scenario.Target.Port, scenario.Target.Ready.Path, scenario.Target.Args.Count).ShouldBe((5001, "/ready", 1));
        Good.Faults.Count.ShouldBe(1, "the scenario before is as it was");
    }

    [Fact]
    public void What_is_not_said_at_all_is_told_by_name() =>
        Experiment.Prepare(Scenario.Named("unfinished"), Load).Problems.Select(p => p.Message.Split(':')[0]).ShouldBe(["target", "load", "slo", "control"], ignoreOrder: true);

    private static string Json(Scenario scenario) => System.Text.Json.JsonSerializer.Serialize(scenario, ReefChaos.Wire.ReefJson.File);

    [Fact]
    public void What_a_file_may_say_code_may_say() =>
        new[] { Examples.Main, Examples.Full }.Select(text => ScenarioReader.ReadText("file", text).Scenario!)
            .SelectMany(s => ReefChaos.Engine.Planning.ValueCheck.Check(s)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void What_a_file_may_not_say_code_may_not_either(Scenario scenario, string problem) =>
        Experiment.Prepare(scenario, Load).Problems.ShouldContain(p => p.ToString().StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public void No_control_arm_needs_no_variables() =>
        Experiment.Prepare(Good with { Control = new ControlSpec { None = "the defences cannot be switched off" } }, Load).Problems.ShouldBeEmpty();

    [Fact]
    public void Where_nobody_gives_a_seed_each_time_has_another()
    {
        var seeds = Enumerable.Range(0, 3).Select(_ => Experiment.Prepare(Good with { Seed = null }, Load).Plan!.Seed).ToList();

        seeds.ShouldBeUnique();
        seeds.ShouldAllBe(s => s > 0 && s < int.MaxValue, "small enough to type again");
    }

    [Fact]
    public void Paths_are_seen_from_the_working_folder()
    {
        var cache = new DependencySpec { Dockerfile = "cache/Dockerfile", Port = 6379, Env = "Shop__Cache" };
        var stated = Good with { Dependencies = new Dictionary<string, DependencySpec>(Good.Dependencies) { ["cache"] = cache } };

        var scenario = Experiment.Prepare(stated, Load, workingFolder: "/repo/tests").Scenario!;
        var built = Experiment.Prepare(stated with { Target = new TargetSpec { Dockerfile = "../Dockerfile" } }, Load, workingFolder: "/repo/tests").Scenario!;

        scenario.Target.Project.ShouldBe("/repo/tests/src/ReefChaos.Shop");
        scenario.Target.Dockerfile.ShouldBeNull();
        scenario.Dependencies.ShouldBe(new Dictionary<string, DependencySpec>(Good.Dependencies) { ["cache"] = cache with { Dockerfile = "/repo/tests/cache/Dockerfile" } });
        built.Target.Dockerfile.ShouldBe("/repo/Dockerfile");
    }

    [Fact]
    public void Without_a_working_folder_paths_stay_as_they_are() => Experiment.Prepare(Good, Load).Scenario!.Target.Project.ShouldBe("src/ReefChaos.Shop");

    [Fact]
    public void A_site_in_code_is_the_one_of_its_text() =>
        new[] { Site.Inbound("/checkout"), Site.HttpClient("payments"), Site.FaultPoint("risk"), Site.Channel("Order"), Site.Lock("Prices.gate"), Site.Dependency("db"), Site.Container(), Site.Container("db"), Site.Process }
            .ShouldAllBe(s => Site.Parse(s.ToString(), null) == s);
}
