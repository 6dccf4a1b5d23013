using Microsoft.AspNetCore.Mvc.Testing;
using ReefChaos.Engine;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Plans;
using ReefChaos.Xunit.InProcess;
using ReefChaos.Xunit.Running;
using ShopProgram = ReefChaos.Shop.Program;

namespace ReefChaos.Tests.Xunit.InProcess;

public sealed class FactoriesTests
{
    [Theory]
    [InlineData(typeof(WebApplicationFactory<ShopProgram>))]
    [InlineData(typeof(Own))]
    public async Task A_factory_becomes_a_service_by_its_type_alone(Type type)
    {
        var (service, factory) = Factories.New(type);
        await using (factory)
        {
            service.Name.ShouldBe("ReefChaos.Shop");
            factory.ShouldBeOfType(type);
        }
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(NeedsSomething))]
    public void What_is_no_factory_is_refused_by_name(Type type) =>
        Should.Throw<InvalidInputException>(() => Factories.New(type)).Message.ShouldBe(
            $"factory {type}: error: this is no WebApplicationFactory<TEntryPoint> with a public constructor without parameters");

    [Fact]
    public void A_program_without_aspnet_core_is_refused_before_anything_is_started() =>
        Should.Throw<InvalidInputException>(() => Factories.New(typeof(WebApplicationFactory<Journey>))).Message
            .ShouldContain("ReefChaos, where ReefChaos.Plans.Journey is, has no reference to ASP.NET Core");

    [Fact]
    public async Task A_factory_and_another_kind_of_target_exclude_each_other()
    {
        var wish = new TargetWish(TargetChoice.Container, typeof(Own).AssemblyQualifiedName);

        (await Should.ThrowAsync<InvalidInputException>(wish.RunAsync(_ => throw new InvalidOperationException("it must not come to a run")))).Message
            .ShouldBe("[Scenario]: error: Factory runs the target in-process, and Target = Container does not; leave one of them out");
    }

    private sealed class Own : WebApplicationFactory<ShopProgram>;

    private sealed class NeedsSomething(string something) : WebApplicationFactory<ShopProgram>
    {
        public string Something { get; } = something;
    }
}
