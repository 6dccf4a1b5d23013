using ReefChaos.Agent.Injectors;
using ReefChaos.Faults;

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

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_an_injector_in_the_agents_catalogue(Type fault) => InjectorCatalogue.Faults.ShouldContain(fault);

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_has_an_injector_file_and_a_test_of_its_stem(Type fault)
    {
        var stem = fault.Name[..^"Fault".Length];

        File.Exists(Repository.At("src", "ReefChaos.Agent", "Injectors", $"{stem}Injector.cs")).ShouldBeTrue();
        typeof(OrphanTests).Assembly.GetTypes().Any(t => t.Name == $"{stem}InjectorTests").ShouldBeTrue($"there is no {stem}InjectorTests");
    }

    [Fact]
    public void The_agent_has_no_injector_without_a_fault() => InjectorCatalogue.Faults.ShouldBeSubsetOf(FaultCatalogue.Types);
}
