using System.Text;
using ReefChaos.Engine;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class LoadProfileReaderTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"profiles-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(file);

    [Fact]
    public void A_whole_configuration_is_read()
    {
        var profiles = Read("""
            {
              // NBomber reads files with comments, and so do we.
              "TestSuite": "shop", "TestName": "smoke", "TargetScenarios": ["checkout"],
              "GlobalSettings": {
                "ScenariosSettings": [
                  {
                    "ScenarioName": "checkout",
                    "WarmUpDuration": "00:00:02",
                    "MaxFailCount": 2147483647,
                    "LoadSimulationsSettings": [
                      { "RampingInject": [40, "00:00:01", "00:00:10"] },
                      { "Inject": [40, "00:00:01", "00:00:30.5"] },
                      { "InjectRandom": [5, 10, "00:00:02", "00:00:30"] },
                      { "Pause": "00:00:01" },
                      { "RampingConstant": [8, "00:00:05"] },
                      { "KeepConstant": [8, "00:10:00"] },
                    ],
                    "CustomSettings": {
                      "timeout": "2s",
                      "requests": [
                        { "method": "GET", "path": "/products/1?x=%20y" },
                        { "method": "POST", "path": "/orders", "weight": 3, "expect": [201, 409], "headers": { "X-Tenant": "a" },
                          "body": { "sku": "é", /* one */ "items": [1, 2.50,], "gift": null } },
                        { "method": "PUT", "path": "/raw", "body": "a=b" }
                      ]
                    }
                  }
                ],
                "ReportFileName": "r", "ReportFolder": "f", "ReportFormats": ["Html"], "ReportingInterval": "00:00:30",
                "EnableHintsAnalyzer": false, "EnableStopTestForcibly": true
              }
            }
            """);

        profiles.Problems.ShouldBeEmpty();
        var profile = profiles.Profiles["checkout"];
        profile.Timeout.Value.ShouldBe(TimeSpan.FromSeconds(2));
        profile.Simulations.ShouldBe(
        [
            new Simulation(SimulationKind.RampingInject, Seconds(10), 40, Interval: Seconds(1)),
            new Simulation(SimulationKind.Inject, Seconds(30.5), 40, Interval: Seconds(1)),
            new Simulation(SimulationKind.InjectRandom, Seconds(30), 5, 10, Seconds(2)),
            new Simulation(SimulationKind.Pause, Seconds(1)),
            new Simulation(SimulationKind.RampingConstant, Seconds(5), 8),
            new Simulation(SimulationKind.KeepConstant, Seconds(600), 8),
        ]);
        profile.Journeys.Select(j => (j.Steps[0].Method, j.Steps[0].Path, j.Weight, j.Steps[0].Body)).ShouldBe(
        [
            ("GET", "/products/1?x=%20y", 1, null),
            ("POST", "/orders", 3, """{"sku":"é","items":[1,2.50],"gift":null}"""),
            ("PUT", "/raw", 1, "a=b"),
        ]);
        profile.Journeys[0].Steps[0].Expected.ShouldBeEmpty();
        profile.Journeys[1].Steps[0].Expected.ShouldBe([201, 409]);
        profile.Journeys[1].Steps[0].Headers.ShouldBe(new Dictionary<string, string> { ["X-Tenant"] = "a", ["Content-Type"] = "application/json" }, ignoreOrder: true);
        profile.Journeys[2].Steps[0].Headers.ShouldBeEmpty();
    }

    [Fact]
    public void A_timeout_need_not_be_given_and_a_given_content_type_stays()
    {
        var profile = Read(Scenario(requests: """[{ "method": "POST", "path": "/", "headers": { "content-type": "text/x" }, "body": 7 }]"""))
            .Profiles["checkout"];

        profile.Timeout.Value.ShouldBe(Seconds(4));
        profile.Journeys[0].Steps[0].Body.ShouldBe("7");
        profile.Journeys[0].Steps[0].Headers.ShouldHaveSingleItem().Value.ShouldBe("text/x");
    }

    [Theory]
    [InlineData("""{ "Injct": [40, "00:00:01", "00:00:30"] }""", "unknown simulation 'Injct'; did you mean 'Inject'?")]
    [InlineData("""{ "inject": [40, "00:00:01", "00:00:30"] }""", "did you mean 'Inject'?")]
    [InlineData("""{ "Inject": [40, "00:00:30"] }""", "expected [rate, interval, during], found 2 values")]
    [InlineData("""{ "KeepConstant": [4, "00:00:01", "00:00:30"] }""", "expected [copies, during], found 3 values")]
    [InlineData("""{ "Inject": 40 }""", "expected [rate, interval, during], found 40")]
    [InlineData("""{ "Inject": [0, "00:00:01", "00:00:30"] }""", "Inject: rate: expected a whole number from 1")]
    [InlineData("""{ "Inject": [-4, "00:00:01", "00:00:30"] }""", "found -4")]
    [InlineData("""{ "Inject": [1.5, "00:00:01", "00:00:30"] }""", "found 1.5")]
    [InlineData("""{ "Inject": ["40", "00:00:01", "00:00:30"] }""", "found '40'")]
    [InlineData("""{ "Inject": [99999999999, "00:00:01", "00:00:30"] }""", "found 99999999999")]
    [InlineData("""{ "Inject": [5000000, "00:00:01", "00:00:30"] }""", "at most 100000 requests a second")]
    [InlineData("""{ "KeepConstant": [20000, "00:00:30"] }""", "from 1 to 10000")]
    [InlineData("""{ "InjectRandom": [10, 5, "00:00:01", "00:00:30"] }""", "a maxRate of at least the minRate 10, found 5")]
    [InlineData("""{ "Inject": [40, "00:00:00", "00:00:30"] }""", "Inject: interval: expected a duration")]
    [InlineData("""{ "Inject": [40, "00:00:01", "00:00:00"] }""", "Inject: during: expected a duration")]
    [InlineData("""{ "Inject": [40, "00:00:01", "-00:00:30"] }""", "found '-00:00:30'")]
    [InlineData("""{ "Inject": [40, "00:00:01", "10675199.00:00:00"] }""", "found '10675199.00:00:00'")]
    [InlineData("""{ "Inject": [40, "00:00:01", "30"] }""", "found '30'")]
    [InlineData("""{ "Inject": [40, "00:00:01", "30s"] }""", "found '30s'")]
    [InlineData("""{ "Inject": [40, "00:00:01", 30] }""", "found 30")]
    [InlineData("""{ "Pause": ["00:00:01"] }""", "Pause: during: expected a duration")]
    [InlineData("""{ "Pause": "00:00:01", "Inject": [40, "00:00:01", "00:00:30"] }""", "found 2 keys")]
    [InlineData("""{ }""", "found 0 keys")]
    [InlineData("""[ ]""", "simulation: expected an object")]
    public void A_bad_simulation_is_refused_at_its_place(string simulation, string message)
    {
        var problem = Read(Scenario(simulations: $"[\n{simulation}\n]")).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        problem.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{ "method": "GTE", "path": "/" }""", "'GTE' is none of GET")]
    [InlineData("""{ "method": "get", "path": "/" }""", "did you mean 'GET'?")]
    [InlineData("""{ "path": "/" }""", "request: 'method' is missing")]
    [InlineData("""{ "method": "GET" }""", "request: 'path' is missing")]
    [InlineData("""{ "method": "GET", "path": "orders" }""", "starts with one '/'")]
    [InlineData("""{ "method": "GET", "path": "//evil.example/" }""", "starts with one '/'")]
    [InlineData("""{ "method": "GET", "path": "/a b" }""", "percent-encoded")]
    [InlineData("""{ "method": "GET", "path": "/", "wieght": 2 }""", "unknown key 'wieght'; did you mean 'weight'?")]
    [InlineData("""{ "method": "GET", "path": "/", "weight": 0 }""", "weight: expected a whole number from 1")]
    [InlineData("""{ "method": "GET", "path": "/", "expect": 200 }""", "expect: expected a list, found 200")]
    [InlineData("""{ "method": "GET", "path": "/", "expect": [] }""", "at least one status")]
    [InlineData("""{ "method": "GET", "path": "/", "expect": [20] }""", "from 100 to 599, found 20")]
    [InlineData("""{ "method": "GET", "path": "/", "headers": { "a b": "c" } }""", "'a b' is not the name of a header")]
    [InlineData("""{ "method": "GET", "path": "/", "headers": { "a": "b\r\nc: d" } }""", "headers: a: expected printable ASCII")]
    [InlineData("""{ "method": "GET", "path": "/", "headers": { "a": 1 } }""", "headers: a: expected a text, found 1")]
    [InlineData("""{ "method": "GET", "path": "/", "headers": { "a": "b", "A": "c" } }""", "'A' stands here a second time")]
    [InlineData("""{ "method": "GET", "path": "/", "path": "/" }""", "'path' stands here a second time")]
    [InlineData("\"GET /\"", "request: expected an object, found 'GET /'")]
    public void A_bad_request_is_refused_at_its_place(string request, string message)
    {
        var problem = Read(Scenario(requests: $"[\n{request}\n]")).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        problem.Line.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{ "requests": [] }""", "requests: expected at least one request")]
    [InlineData("""{ "timeout": "0s", "requests": [{ "method": "GET", "path": "/" }] }""", "from 1ms to 5m")]
    [InlineData("""{ "timeout": "1h", "requests": [{ "method": "GET", "path": "/" }] }""", "from 1ms to 5m")]
    [InlineData("""{ "timeout": 2, "requests": [{ "method": "GET", "path": "/" }] }""", "found 2")]
    [InlineData("""{ "timeuot": "2s", "requests": [{ "method": "GET", "path": "/" }] }""", "did you mean 'timeout'?")]
    public void Bad_custom_settings_are_refused(string custom, string message) =>
        Read(Scenario(custom: custom)).Problems.ShouldHaveSingleItem().Message.ShouldContain(message);

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_the_file()
    {
        var problems = Read("""
            {
              "TestSuit": "shop",
              "TargetScenarios": ["chekout"],
              "GlobalSettings": {
                "ReportFileNam": "x",
                "ScenariosSettings": [
                  {
                    "ScenarioNme": "checkout",
                    "LoadSimulationsSettings": [ { "Injct": [] }, { "Inject": [0, "x", "00:00:00"] } ],
                    "CustomSettings": { "requests": [ { "method": "GTE", "path": "x" } ] }
                  },
                  { "ScenarioName": "checkout", "LoadSimulationsSettings": [], "CustomSettings": { "requests": [] }, "WarmUpDuration": "2s", "MaxFailCount": -1 }
                ]
              }
            }
            """).Problems;

        problems.Select(p => (p.Line, p.Column)).ShouldBe(
        [
            (2, 3), (3, 23), (5, 5), (7, 7), (8, 9), (9, 40), (9, 68), (9, 71), (9, 76), (10, 55), (10, 70),
            (12, 64), (12, 100), (12, 124), (12, 146),
        ]);
        problems[1].Message.ShouldContain("there is no scenario 'chekout'; did you mean 'checkout'?");
        problems[4].Message.ShouldContain("unknown key 'ScenarioNme'; did you mean 'ScenarioName'?");
        problems[0].ToString().ShouldStartWith($"{file}:2:3: error: configuration: unknown key 'TestSuit'; did you mean 'TestSuite'?");
    }

    [Fact]
    public void A_second_scenario_of_a_name_is_refused_and_the_first_is_kept()
    {
        var one = """{ "ScenarioName": "a", "LoadSimulationsSettings": [{ "Pause": "00:00:01" }], "CustomSettings": { "requests": [{ "method": "GET", "path": "/" }] } }""";

        var profiles = Read($$"""{ "GlobalSettings": { "ScenariosSettings": [{{one}},{{one}}] } }""");

        profiles.Problems.ShouldHaveSingleItem().Message.ShouldBe("ScenarioName: there is a 'a' already");
        profiles.Profiles.Keys.ShouldBe(["a"]);
    }

    [Fact]
    public void A_good_scenario_is_read_beside_a_bad_one()
    {
        var profiles = Read("""
            { "GlobalSettings": { "ScenariosSettings": [
              { "ScenarioName": "bad", "CustomSettings": { "requests": [{ "method": "GET" }] } },
              { "ScenarioName": "good", "LoadSimulationsSettings": [{ "Pause": "00:00:01" }], "CustomSettings": { "requests": [{ "method": "GET", "path": "/" }] } }
            ] } }
            """);

        profiles.Profiles.Keys.ShouldBe(["good"]);
        profiles.Problems.Select(p => p.Message).ShouldBe(
            ["ScenariosSettings: 'LoadSimulationsSettings' is missing, and CustomSettings have no trace in their place", "request: 'path' is missing"]);
        profiles.Others.ShouldBe(new Dictionary<string, string> { ["bad"] = "has problems, which are told with its file" });
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\n  \"é\" 1 }", 2, 7)]
    [InlineData("{ } x", 1, 5)]
    [InlineData("{ \"TestName\": \"a\n\" }", 1, 17)]
    public void What_is_no_JSON_is_refused_at_its_place(string text, int line, int column)
    {
        var problem = Read(text).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldStartWith("not JSON: ");
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("[]", "configuration: expected an object, found a list")]
    [InlineData("{}", "configuration: 'GlobalSettings' is missing")]
    [InlineData("{ \"GlobalSettings\": { \"ScenariosSettings\": [] } }", "ScenariosSettings: expected at least one scenario")]
    [InlineData("{ \"GlobalSettings\": { \"ScenariosSettings\": null } }", "ScenariosSettings: expected a list, found null")]
    [InlineData("{ \"GlobalSettings\": { \"ScenariosSettings\": [], \"\\ud800\": 1 } }", "unknown key")]
    public void A_root_that_is_no_configuration_is_refused(string text, string message) =>
        Read(text).Problems.Select(p => p.Message).ShouldContain(m => m.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void A_file_that_is_missing_or_not_UTF_8_is_a_problem_and_no_exception()
    {
        LoadProfileReader.Read(file).Problems.ShouldHaveSingleItem().Line.ShouldBe(0);
        File.WriteAllBytes(file, [(byte)'{', (byte)'"', 0xFF, (byte)'"']);
        LoadProfileReader.Read(file).Problems.ShouldHaveSingleItem().ShouldBe(new Problem(file, 1, 3, "expected UTF-8"));
        File.WriteAllBytes(file, new byte[200_000]);
        LoadProfileReader.Read(file).Problems.ShouldHaveSingleItem().Message.ShouldContain("larger than 128 KiB");
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        File.WriteAllText(file, Scenario(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        LoadProfileReader.Read(file).Problems.ShouldBeEmpty();
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static string Scenario(string? simulations = null, string? requests = null, string? custom = null) =>
        """{ "GlobalSettings": { "ScenariosSettings": [{ "ScenarioName": "checkout", "LoadSimulationsSettings": """
        + (simulations ?? """[{ "Inject": [40, "00:00:01", "00:00:30"] }]""")
        + """, "CustomSettings": """
        + (custom ?? $$"""{ "requests": {{requests ?? """[{ "method": "GET", "path": "/" }]"""}} }""")
        + " }] } }";

    private LoadProfiles Read(string text)
    {
        File.WriteAllText(file, text);
        return LoadProfileReader.Read(file);
    }
}
