using System.Reflection;
using ReefChaos.Engine.Reporting;
using ReefChaos.Tests.House;
using ReefChaos.Xunit;
using ReefChaos.Xunit.Discovery;
using ReefChaos.Xunit.Running;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace ReefChaos.Tests.Xunit;

public sealed class ScenarioDiscovererTests
{
    private static readonly SearchPath Here = new(Repository.At("tests", "ReefChaos.Tests"));

    [Fact]
    public void A_file_is_one_test_named_by_the_scenario_and_its_summary()
    {
        var file = ScenarioDiscoverer.FilesOf("scenarios/healthy.yaml", Here).ShouldHaveSingleItem();

        file.Path.ShouldBe(Repository.At("scenarios", "healthy.yaml"));
        file.WorkingFolder.ShouldBe(Repository.Root);
        file.Name.ShouldStartWith("healthy: ");
    }

    [Fact]
    public void A_folder_is_one_test_for_each_file_in_the_order_of_their_names() =>
        ScenarioDiscoverer.FilesOf("scenarios", Here).Select(f => f.Name.Split(':')[0])
            .ShouldBe(["blocked-channel", "healthy", "leak", "lock-contention", "missing-timeout", "native-hang"]);

    [Fact]
    public void The_nearest_folder_above_that_has_the_path_is_the_working_folder() =>
        new SearchPath(Repository.At("tests", "ReefChaos.Xunit.Examples", "bin")).Find("scenarios")!
            .WorkingFolder.ShouldBe(Repository.At("tests", "ReefChaos.Xunit.Examples"));

    [Fact]
    public void A_path_that_leads_nowhere_is_a_test_that_tells_so_when_it_runs()
    {
        var file = ScenarioDiscoverer.FilesOf("scenarios/none.yaml", Here).ShouldHaveSingleItem();

        file.Name.ShouldBe("scenarios/none.yaml");
        Should.Throw<ReefChaos.Engine.InvalidInputException>(() => PreparedScenario.Of(file, Here)).Message.ShouldContain("scenarios/none.yaml: error: there is no such file");
    }

    [Fact]
    public void A_folder_without_scenarios_is_a_test_that_tells_so_when_it_runs()
    {
        var file = ScenarioDiscoverer.FilesOf("src", Here).ShouldHaveSingleItem();

        Should.Throw<ReefChaos.Engine.InvalidInputException>(() => PreparedScenario.Of(file, Here)).Message.ShouldContain("the folder has no scenario");
    }

    [Fact]
    public void Paths_of_the_scenario_and_the_load_profiles_are_seen_from_the_working_folder()
    {
        var search = new SearchPath(Repository.At("tests", "ReefChaos.Xunit.Examples"));
        var file = ScenarioDiscoverer.FilesOf("scenarios/holds.yaml", search).ShouldHaveSingleItem();

        PreparedScenario.Of(file, search).Scenario!.Target.Project.ShouldBe(Repository.At("src", "ReefChaos.Shop"));
    }

    [Theory]
    [InlineData(nameof(Specimen.Plain))]
    [InlineData(nameof(Specimen.WithResult))]
    public async Task Cases_are_in_a_collection_that_runs_beside_no_other(string method)
    {
        var cases = await DiscoverAsync(method);

        cases.ShouldAllBe(c => c.TestCollection.DisableParallelization && c.DisableParallelization);
        cases.Select(c => c.TestCollection.UniqueID).Distinct().ShouldHaveSingleItem();
        cases.Select(c => c.UniqueID).Distinct().Count().ShouldBe(2);
        cases.Select(c => c.TestCaseDisplayName).ShouldBe(
            ["broken: The payment provider never answers, and nothing guards checkout.", $"{Specimen.Folder}/invalid.yaml"]);
    }

    [Fact]
    public async Task A_case_is_the_same_after_a_trip_to_the_test_explorer()
    {
        var before = (await DiscoverAsync(nameof(Specimen.Plain)))[0];

        var after = SerializationHelper.Instance.Deserialize<ScenarioTestCase>(SerializationHelper.Instance.Serialize(before))!;

        after.UniqueID.ShouldBe(before.UniqueID);
        after.TestCaseDisplayName.ShouldBe(before.TestCaseDisplayName);
        after.Timeout.ShouldBe(5000);
        after.TestCollection.DisableParallelization.ShouldBeTrue();
        SerializationHelper.Instance.Serialize(after).ShouldBe(SerializationHelper.Instance.Serialize(before));
    }

    [Fact]
    public async Task A_method_that_wants_something_else_is_refused()
    {
        var refused = (await DiscoverAsync(nameof(Specimen.WithNumber))).ShouldHaveSingleItem().ShouldBeOfType<ExecutionErrorTestCase>();

        refused.ErrorMessage.ShouldContain("the RunResult");
    }

    private static async Task<IReadOnlyList<IXunitTestCase>> DiscoverAsync(string name)
    {
        var assembly = new XunitTestAssembly(typeof(Specimen).Assembly, configFilePath: null);
        var collection = new XunitTestCollection(assembly, collectionDefinition: null, disableParallelization: false, "ordinary");
        var method = new XunitTestMethod(new XunitTestClass(typeof(Specimen), collection), typeof(Specimen).GetMethod(name)!, []);
        var attribute = typeof(Specimen).GetMethod(name)!.GetCustomAttribute<ScenarioAttribute>()!;
        return [.. await new ScenarioDiscoverer().Discover(TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration()), method, attribute)];
    }

#pragma warning disable xUnit1000, xUnit1069
    /// <summary>Not public, so that xunit does not take its methods for tests.</summary>
    private sealed class Specimen
    {
        public const string Folder = "tests/ReefChaos.Xunit.Examples/scenarios/mixed";

        [Scenario(Folder, Timeout = 5000)]
        public void Plain()
        {
        }

        [Scenario(Folder)]
        public void WithResult(RunResult run) => _ = run;

        [Scenario(Folder)]
        public void WithNumber(int number) => _ = number;
    }
}
