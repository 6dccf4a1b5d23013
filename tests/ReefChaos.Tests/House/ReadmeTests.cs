using ReefChaos.Tests.Engine.Profiles;

namespace ReefChaos.Tests.House;

public sealed class ReadmeTests
{
    [Fact]
    public void The_load_profile_in_the_README_is_read_without_a_problem()
    {
        using var folder = new ConfigFolder();
        var text = File.ReadAllText(Repository.At("README.md"));
        var example = text.Split("```json")[1].Split("```")[0];

        var profiles = folder.Read($$"""{ "GlobalSettings": { "ScenariosSettings": [ {{example}} ] } }""");

        profiles.Problems.ShouldBeEmpty();
        profiles.Profiles["buy"].Journeys.Count.ShouldBe(2);
    }
}
