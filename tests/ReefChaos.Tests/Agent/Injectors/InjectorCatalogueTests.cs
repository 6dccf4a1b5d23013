using ReefChaos.Agent.Lease;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class InjectorCatalogueTests
{
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
