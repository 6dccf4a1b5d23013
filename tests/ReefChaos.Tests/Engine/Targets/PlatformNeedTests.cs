using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class PlatformNeedTests
{
    private static readonly Lack NoEngine = new("nothing listens", "start it");

    private static readonly Scenario Plain = new()
    {
        Name = "plain",
        Target = new TargetSpec { Project = "-" },
        Load = "-",
        Slo = new Slo(),
        Control = new ControlSpec { None = "-" },
    };

    private static readonly Scenario Image = Plain with { Target = new TargetSpec { Image = "shop:1" } };

    private static readonly Scenario Paused = Plain with { Faults = [new PauseFault { At = new Site(SiteKind.Container, "") }] };

    private static readonly Scenario WithBroker = Plain with
    {
        Dependencies = new Dictionary<string, DependencySpec> { ["broker"] = new() { Image = "broker:1", Port = 1, Env = "BROKER" } },
    };

    [Theory]
    [InlineData(TargetChoice.Auto, true, true)]
    [InlineData(TargetChoice.Auto, false, false)]
    [InlineData(TargetChoice.Process, true, false)]
    [InlineData(TargetChoice.Container, true, true)]
    public void A_project_runs_wherever_it_is_told_and_in_a_container_where_it_can(TargetChoice choice, bool engine, bool inContainer) =>
        PlatformNeed.Of(Plain).Decide(choice, "plain", engine ? null : NoEngine).ShouldBe(inContainer);

    [Fact]
    public void An_image_and_a_fault_at_the_container_need_a_container()
    {
        foreach (var scenario in new[] { Image, Paused })
        {
            var need = PlatformNeed.Of(scenario);
            need.Decide(TargetChoice.Auto, "s", null).ShouldBeTrue();
            Should.Throw<InvalidInputException>(() => need.Decide(TargetChoice.Process, "s", null)).Message.ShouldContain("--target process");
            Should.Throw<EnvironmentLacksException>(() => need.Decide(TargetChoice.Auto, "s", NoEngine)).Message.ShouldContain("nothing listens (start it)");
        }
    }

    [Fact]
    public void A_dependency_in_a_container_leaves_the_target_its_choice()
    {
        var need = PlatformNeed.Of(WithBroker);

        need.Decide(TargetChoice.Process, "s", null).ShouldBeFalse();
        need.Decide(TargetChoice.Auto, "s", null).ShouldBeTrue();
        Should.Throw<EnvironmentLacksException>(() => need.Decide(TargetChoice.Process, "s", NoEngine)).Message.ShouldContain("'broker'");
    }

    [Fact]
    public void Containers_asked_for_by_name_are_no_mere_wish() =>
        Should.Throw<EnvironmentLacksException>(() => PlatformNeed.Of(Plain).Decide(TargetChoice.Container, "s", NoEngine))
            .Message.ShouldBe("--target container needs a container engine: nothing listens (start it).");
}
