using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Profiles;

/// <summary>Configurations as NBomber's users write them, by version.</summary>
public sealed class NBomberConfigTests : IDisposable
{
    private const string Requests = """ "requests": [{ "method": "GET", "path": "/" }] """;

    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_of_version_4_is_read()
    {
        var profiles = folder.Read($$"""
            {
              "TestSuite": "shop", "TestName": "smoke", "TargetScenarios": ["buy"],
              "GlobalSettings": {
                "ScenariosSettings": [
                  {
                    "ScenarioName": "buy",
                    "WarmUpDuration": "00:00:02",
                    "LoadSimulationsSettings": [
                      { "RampingConstant": [2, "00:00:02"] }, { "KeepConstant": [2, "00:00:02"] },
                      { "RampingInject": [2, "00:00:01", "00:00:02"] }, { "Inject": [2, "00:00:01", "00:00:02"] },
                      { "InjectRandom": [0, 2, "00:00:01", "00:00:02"] }, { "Pause": "00:00:02" }
                    ],
                    "CustomSettings": { {{Requests}} },
                    "MaxFailCount": 500
                  }
                ],
                "ReportFileName": "r", "ReportFolder": "./reports", "ReportFormats": ["Html", "Txt"], "ReportingInterval": "00:00:30",
                "EnableHintsAnalyzer": false, "EnableStopTestForcibly": true
              }
            }
            """);

        profiles.Problems.ShouldBeEmpty();
        var profile = profiles.Profiles["buy"];
        profile.Simulations.Select(s => s.Kind).ShouldBe(
        [
            SimulationKind.RampingConstant, SimulationKind.KeepConstant, SimulationKind.RampingInject, SimulationKind.Inject, SimulationKind.InjectRandom,
            SimulationKind.Pause,
        ]);
        profile.WarmUp.ShouldBe(Duration.Parse("2s"));
        profile.MaxFailCount.ShouldBe(500);
        profile.Thresholds.ShouldBeNull();
    }

    [Fact]
    public void One_of_version_5_is_read()
    {
        var profiles = folder.Read($$"""
            {
              "GlobalSettings": {
                "ScenariosSettings": [
                  { "ScenarioName": "read", "LoadSimulationsSettings": [{ "IterationsForInject": [10, "00:00:01", 25] }], "CustomSettings": { {{Requests}} } },
                  { "ScenarioName": "write", "LoadSimulationsSettings": [{ "KeepConstant": [3, "00:00:05"] }, { "IterationsForConstant": [3, 100] }],
                    "CustomSettings": { {{Requests}} }, "WarmUpDuration": null, "MaxFailCount": null }
                ],
                "GlobalCustomSettings": { "ConnectionString": "localhost:6379", "RecordsCount": 1000, "timeout": "2s" }
              }
            }
            """);

        profiles.Problems.ShouldBeEmpty();
        profiles.Profiles["read"].Simulations.ShouldBe([new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(2.5), 10, Interval: TimeSpan.FromSeconds(1))]);
        profiles.Profiles["write"].Simulations[^1].ShouldBe(new Simulation(SimulationKind.IterationsForConstant, TimeSpan.FromHours(24), 3) { Iterations = 100 });
        profiles.Profiles.Values.ShouldAllBe(p => p.Timeout == Duration.Parse("2s") && p.WarmUp == null && p.MaxFailCount == null);
    }

    [Fact]
    public void One_of_version_6_is_read()
    {
        var profiles = folder.Read($$"""
            {
              "ScenarioCompletionTimeout": "00:05:00",
              "GlobalSettings": {
                "ScenariosSettings": [
                  {
                    "ScenarioName": "buy",
                    "WarmUpDuration": "00:00:00",
                    "LoadSimulationsSettings": [
                      { "RampingInject": [50, "00:00:01", "00:00:30"] }, { "Inject": [50, "00:00:01", "00:01:00"] }, { "RampingInject": [0, "00:00:01", "00:00:30"] }
                    ],
                    "ThresholdSettings": [
                      { "OkRequest": "RPS >= 30" }, { "OkRequest": "Percent > 90" }, { "FailRequest": "Percent < 10" }, { "OkLatency": "p75 < 80" }
                    ],
                    "StatsBasedOnIterations": false,
                    "CustomSettings": { {{Requests}} }
                  }
                ],
                "DisplayConsoleMetrics": true
              }
            }
            """);

        profiles.Problems.ShouldBeEmpty();
        var profile = profiles.Profiles["buy"];
        profile.WarmUp.ShouldBeNull();
        profile.Simulations[^1].Rate.ShouldBe(0);
        profile.Thresholds!.Objectives().Select(o => $"{o.Name} {o.Target}").ShouldBe(["availability > 90%", "latency.p75 < 80ms", "throughput >= 30/s"]);
    }

    [Fact]
    public void What_belongs_to_somebody_elses_code_is_no_problem_of_the_file_and_no_profile()
    {
        var profiles = folder.Read("""
            {
              "TargetScenarios": ["init_db", "read"],
              "GlobalSettings": {
                "ScenariosSettings": [
                  { "ScenarioName": "read", "Weight": 80, "LoadSimulationsSettings": [{ "KeepConstant": [100, "00:03:30"] }] },
                  { "ScenarioName": "load", "CustomSettings": { "UserCount": 500000, "InsertBulkSize": 2000 } },
                  { "ScenarioName": "watch", "ThresholdSettings": [{ "Metric": ["my-counter", "value < 1000"] }] }
                ],
                "GlobalCustomSettings": { "Timeout": 5, "requests": 7 }
              }
            }
            """);

        profiles.Problems.ShouldBeEmpty();
        profiles.Profiles.ShouldBeEmpty();
        profiles.Others.Keys.ShouldBe(["read", "load", "watch"]);
        profiles.Others.Values.ShouldAllBe(w => w == "has no CustomSettings with 'requests', so there is nothing to send");
    }

    [Theory]
    [InlineData(""" "CustomSetings": { "requests": [] } """, "; did you mean 'CustomSettings'?")]
    [InlineData(""" "CustomSettings": { "timeout": "2s", "reqests": [] } """, "; did you mean 'requests'?")]
    [InlineData(""" "CustomSettings": null """, "")]
    public void A_misspelt_key_is_guessed_where_a_profile_is_none(string rest, string hint) =>
        folder.Read($$"""{ "GlobalSettings": { "ScenariosSettings": [{ "ScenarioName": "shop", {{rest}} }] } }""")
            .Others["shop"].ShouldBe("has no CustomSettings with 'requests', so there is nothing to send" + hint);

    [Theory]
    [InlineData(""" "Weight": 10, """, "Weight: a load profile is run by itself; give the weights to the journeys of one profile")]
    [InlineData(""" "StatsBasedOnIterations": true, """, "StatsBasedOnIterations: objectives are over requests here, not over journeys; take it away or write false")]
    [InlineData(""" "ClientFactorySettings": [], """, "ScenariosSettings: unknown key 'ClientFactorySettings'; expected ScenarioName, ")]
    [InlineData(""" "WarmUpDuration": "00:00:01.5", """, "WarmUpDuration: expected whole seconds as \"hh:mm:ss\", found '00:00:01.5'")]
    [InlineData(""" "WarmUpDuration": "2s", """, "WarmUpDuration: expected whole seconds as \"hh:mm:ss\", found '2s'")]
    [InlineData(""" "WarmUpDuration": 2, """, "WarmUpDuration: expected whole seconds as \"hh:mm:ss\", found 2")]
    [InlineData(""" "MaxFailCount": 0, """, "MaxFailCount: expected a whole number from 1 to 2147483647, found 0")]
    [InlineData(""" "MaxFailCount": -1, """, "MaxFailCount: expected a whole number from 1 to 2147483647, found -1")]
    public void A_setting_that_cannot_be_followed_is_told_by_name(string entry, string message)
    {
        var problem = folder.Problem(Requests, """ "LoadSimulationsSettings": [{ "Pause": "00:00:01" }],""" + "\n" + entry);

        problem.Message.ShouldStartWith(message, Case.Sensitive);
        problem.Line.ShouldBe(2);
    }

    [Fact]
    public void A_cluster_is_told_by_name() =>
        folder.Read($$"""
            { "ClusterSettings": { "AutoCluster": { "ClusterId": "c" } },
              "GlobalSettings": { "ScenariosSettings": [{ "ScenarioName": "a", "LoadSimulationsSettings": [{ "Pause": "00:00:01" }], "CustomSettings": { {{Requests}} } }] } }
            """).Problems.ShouldHaveSingleItem().Message.ShouldStartWith("ClusterSettings: ");
}
