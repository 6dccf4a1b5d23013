using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets.InProcess;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets.InProcess;

public sealed class InProcessCheckTests
{
    private static readonly Scenario Fit = Scenario.Named("fit")
        .WithTarget(TargetSpec.OfProject("src/Shop").WithLimits(cpus: 0.5, memory: ByteSize.MiB(256)).WithVariable("Shop__Defenses", "all"))
        .WithDependency("payments", DependencySpec.OfStub("Shop__Payments__Url", new StubSpec()))
        .WithLoad("checkout")
        .WithFault(new MissingTimeoutFault { At = Site.HttpClient("payments") })
        .WithAvailability(Ratio.Percent(99))
        .WithControl("Shop__Defenses", "none");

    [Fact]
    public void What_runs_in_process_passes_and_limits_are_no_reason_to_refuse_it() => InProcessCheck.Findings(Fit).ShouldBeEmpty();

    public static TheoryData<string, Scenario> Unfit() => new()
    {
        { "target.image", Fit.WithTarget(TargetSpec.OfImage("shop:1")) },
        { "target.dockerfile", Fit.WithTarget(TargetSpec.OfDockerfile("Dockerfile")) },
        { "target.args", Fit.WithTarget(Fit.Target.WithArguments("--verbose")) },
        { "target.env.DOTNET_gcServer", Fit.WithTarget(Fit.Target.WithVariable("DOTNET_gcServer", "1")) },
        { "control.env.DOTNET_TieredCompilation", Fit.WithControl("DOTNET_TieredCompilation", "0") },
        { "dependencies.redis", Fit.WithDependency("redis", DependencySpec.OfImage("Redis", "redis:7", 6379)) },
        { "faults.1.kill.at", Fit.WithFault(new KillFault { At = Site.Container() }) },
        { "faults.1.pause.at", Fit.WithFault(new PauseFault { At = Site.Container() }) },
        { "slo.memory-growth", Fit.WithMemoryGrowth(ByteRate.Parse("1MiB/s")) },
        { "slo.thread-growth", Fit.WithThreadGrowth(Frequency.Parse("1/s")) },
        { "abort.heap", Fit.WithAbort(new GuardSpec { Heap = Sustained<Ratio>.Parse("> 90% for 3s") }) },
        { "abort.gc-pause", Fit.WithAbort(new GuardSpec { GcPause = Sustained<Ratio>.Parse("> 70% for 3s") }) },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_cannot_be_done_in_process_is_refused_by_its_key(string key, Scenario scenario)
    {
        var problem = Should.Throw<InvalidInputException>(() => InProcessCheck.Check(scenario)).Problems.ShouldHaveSingleItem();

        problem.File.ShouldBe("scenario fit");
        problem.Message.ShouldStartWith($"{key}: ");
        problem.Message.ShouldEndWith("run it as a process or in a container");
    }

    [Fact]
    public void The_environment_of_the_host_may_be_named() =>
        InProcessCheck.Findings(Fit.WithTarget(Fit.Target.WithVariable("DOTNET_ENVIRONMENT", "Staging"))).ShouldBeEmpty();

    [Theory]
    [InlineData("Shop__Payments__Url", "Shop:Payments:Url")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "ENVIRONMENT")]
    [InlineData("DOTNET_ENVIRONMENT", "ENVIRONMENT")]
    [InlineData("Redis", "Redis")]
    public void A_variable_becomes_the_key_that_aspnet_core_reads_it_by(string variable, string key) => InProcessSettings.KeyOf(variable).ShouldBe(key);

    [Fact]
    public void Of_several_layers_the_later_wins() => InProcessSettings.Of(
        new Dictionary<string, string> { ["Shop__Defenses"] = "all", ["A"] = "1" }, new Dictionary<string, string> { ["Shop__Defenses"] = "none" })
        .ShouldBe(new Dictionary<string, string> { ["Shop:Defenses"] = "none", ["A"] = "1" });

    [Fact]
    public void What_is_not_limited_is_named()
    {
        InProcessLimits.BlindSpots(Fit.Target)[0].ShouldBe("in-process target.limits.cpus and target.limits.memory are not limited");
        InProcessLimits.BlindSpots(Fit.Target.WithLimits()).ShouldAllBe(line => !line.Contains("limited"));
    }
}
