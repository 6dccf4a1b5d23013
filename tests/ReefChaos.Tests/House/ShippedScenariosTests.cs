using ReefChaos.Engine;
using ReefChaos.Engine.Reading.Profiles;

namespace ReefChaos.Tests.House;

public sealed class ShippedScenariosTests
{
    public static TheoryData<string> Files() => [.. Directory.GetFiles(Repository.At("scenarios"), "*.yaml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_in_the_repository_plans_without_a_problem(string file)
    {
        var profiles = LoadProfileReader.Read(Repository.At("nbomber-config.json"));

        var experiment = Experiment.Prepare(Repository.At("scenarios", file), profiles, seed: null);

        experiment.Problems.ShouldBeEmpty();
        experiment.Scenario!.Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
    }

    [Fact]
    public void There_is_one_for_each_of_the_five_modes_and_one_for_none() =>
        Files().Select(f => (string)f).ShouldBe(
            ["blocked-channel.yaml", "healthy.yaml", "leak.yaml", "lock-contention.yaml", "missing-timeout.yaml", "native-hang.yaml"],
            ignoreOrder: true);
}
