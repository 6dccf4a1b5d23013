using ReefChaos.Engine;
using ReefChaos.Engine.Reading.Profiles;

namespace ReefChaos.Tests.House;

public sealed class ShippedScenariosTests
{
    public static TheoryData<string> Files() => [.. In("scenarios"), .. In("scenarios/containers")];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_scenario_in_the_repository_plans_without_a_problem(string file)
    {
        var profiles = LoadProfileReader.Read(Repository.At("nbomber-config.json"));

        var experiment = Experiment.Prepare(Repository.At(file), profiles, seed: null);

        experiment.Problems.ShouldBeEmpty();
        experiment.Scenario!.Name.ShouldBe(Path.GetFileNameWithoutExtension(file));
    }

    [Fact]
    public void There_is_one_for_each_of_the_five_modes_and_one_for_none() =>
        In("scenarios").Select(f => Path.GetFileName(f)).ShouldBe(
            ["blocked-channel.yaml", "healthy.yaml", "leak.yaml", "lock-contention.yaml", "missing-timeout.yaml", "native-hang.yaml"],
            ignoreOrder: true);

    private static IEnumerable<string> In(string folder) =>
        Directory.GetFiles(Repository.At(folder), "*.yaml").Select(file => Path.Combine(folder, Path.GetFileName(file)));
}
