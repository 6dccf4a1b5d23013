using ReefChaos.Agent.Injectors;
using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class InjectorCatalogueTests
{
    [Fact]
    public void Every_fault_has_an_injector() => InjectorCatalogue.Faults.ShouldBe(FaultCatalogue.Types, ignoreOrder: true);

    [Fact]
    public void Every_fault_has_an_injector_file_and_its_tests_by_name()
    {
        foreach (var stem in FaultCatalogue.Types.Select(t => t.Name[..^"Fault".Length]))
        {
            typeof(InjectorCatalogue).Assembly.GetType($"ReefChaos.Agent.Injectors.{stem}Injector").ShouldNotBeNull(stem);
            typeof(InjectorCatalogueTests).Assembly.GetType($"ReefChaos.Tests.Agent.Injectors.{stem}InjectorTests").ShouldNotBeNull(stem);
        }
    }

    [Fact]
    public void A_fault_is_refused_where_it_can_not_act()
    {
        using var bench = new AgentBench();
        Should.Throw<RefusedException>(() => bench.Arm(new MissingTimeoutFault { At = Site.Parse("inbound:/") }))
            .Message.ShouldBe("missing-timeout can't act at inbound:/.");
    }

    [Fact]
    public void A_fault_at_a_dependency_is_the_runners_affair()
    {
        using var bench = new AgentBench();
        Should.Throw<RefusedException>(() => bench.Arm(new ErrorFault { At = Site.Parse("dependency:payments") }));
    }
}
