using ReefChaos.Engine;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Reading;

namespace ReefChaos.Tests.Engine;

public sealed class ExperimentTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"scenario-{Guid.NewGuid():N}.yaml");

    public ExperimentTests() => File.WriteAllText(file, Examples.Main);

    public void Dispose() => File.Delete(file);

    [Fact]
    public void The_thresholds_of_the_load_are_objectives_of_what_is_run()
    {
        var profile = Planning.Profiles.Steady(rate: 50, seconds: 30) with
        {
            Thresholds = new Slo
            {
                Availability = Bound<Ratio>.Parse("> 90%"),
                Latency = new Dictionary<Percentile, Bound<Duration>> { [Percentile.Parse("p75")] = Bound<Duration>.Parse("< 80ms") },
                Throughput = Bound<Frequency>.Parse(">= 30/s"),
            },
        };

        var prepared = Experiment.Prepare(file, new LoadProfiles(new Dictionary<string, LoadProfile> { ["checkout"] = profile }, []), seed: null);

        prepared.Problems.ShouldBeEmpty();
        prepared.Scenario!.Slo.Objectives().Select(o => $"{o.Name} {o.Target}")
            .ShouldBe(["availability >= 99%", "latency.p75 < 80ms", "latency.p99 <= 300ms", "throughput >= 30/s", "recovery <= 3s"]);
    }

    [Fact]
    public void A_scenario_whose_load_is_no_profile_is_told_why()
    {
        var others = new LoadProfiles(new Dictionary<string, LoadProfile>(), [])
        {
            Others = new Dictionary<string, string> { ["checkout"] = "has nothing to send" },
        };

        Experiment.Prepare(file, others, seed: null).Problems.Select(p => p.ToString())
            .ShouldBe([$"{file}:8:7: error: the load profile 'checkout' has nothing to send"]);
        Experiment.Prepare(file, others with { Others = new Dictionary<string, string>() }, seed: null).Problems.ShouldHaveSingleItem()
            .Message.ShouldBe("there is no load profile 'checkout'; there are: ");
    }

    [Fact]
    public void A_misspelt_load_is_told_with_what_there_is()
    {
        var steady = Planning.Profiles.Steady(rate: 50, seconds: 30);
        var profiles = new LoadProfiles(new Dictionary<string, LoadProfile> { ["steady"] = steady, ["checkouts"] = steady, ["browse"] = steady }, []);

        Experiment.Prepare(file, profiles, seed: null).Problems.ShouldHaveSingleItem()
            .Message.ShouldBe("there is no load profile 'checkout'; did you mean 'checkouts'?; there are: browse, checkouts, steady");
    }
}
