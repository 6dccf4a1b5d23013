using ReefChaos.Faults;
using ReefChaos.Scenarios;
using AgentInjectors = ReefChaos.Agent.Injectors.InjectorCatalogue;
using WardenInjectors = ReefChaos.Warden.Injectors.InjectorCatalogue;

namespace ReefChaos.Tests.House;

/// <summary>A fault is a record, an injector and a test with one name stem, and a line in each catalogue.</summary>
public sealed class OrphanTests
{
    public static TheoryData<Type> Faults() => [.. typeof(Fault).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Fault)))];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_record_stands_in_the_catalogue(Type fault) => FaultCatalogue.Types.ShouldContain(fault);

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_record_says_where_it_acts(Type fault) => FaultCatalogue.SitesOf(fault).ShouldNotBeEmpty();

    /// <summary>Containers are the warden's, what is in the target's process the agent's; a dependency alone would be the runner's own.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_its_injectors_where_it_acts_and_nowhere_else(Type fault)
    {
        var sites = FaultCatalogue.SitesOf(fault);

        WardenInjectors.Faults.Contains(fault).ShouldBe(sites.Contains(SiteKind.Container), "in the warden's catalogue");
        AgentInjectors.Faults.Contains(fault).ShouldBe(sites.Any(s => s is not (SiteKind.Container or SiteKind.Dependency)), "in the agent's catalogue");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_an_injector_file_and_a_test_of_its_stem(Type fault)
    {
        var stem = fault.Name[..^"Fault".Length];
        foreach (var side in SidesOf(fault))
        {
            File.Exists(Repository.At("src", $"ReefChaos.{side}", "Injectors", $"{stem}Injector.cs")).ShouldBeTrue($"there is no {stem}Injector in the {side}");
            typeof(OrphanTests).Assembly.GetType($"ReefChaos.Tests.{side}.Injectors.{stem}InjectorTests").ShouldNotBeNull($"there is no {stem}InjectorTests of the {side}");
        }
    }

    [Fact]
    public void Nobody_has_an_injector_without_a_fault() => AgentInjectors.Faults.Concat(WardenInjectors.Faults).ShouldBeSubsetOf(FaultCatalogue.Types);

    private static IEnumerable<string> SidesOf(Type fault)
    {
        if (AgentInjectors.Faults.Contains(fault))
        {
            yield return "Agent";
        }

        if (WardenInjectors.Faults.Contains(fault))
        {
            yield return "Warden";
        }
    }
}
