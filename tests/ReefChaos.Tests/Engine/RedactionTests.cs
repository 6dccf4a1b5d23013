using ReefChaos.Cli.Live;
using ReefChaos.Engine;
using ReefChaos.Engine.Judging;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Tests.Engine.Judging;
using ReefChaos.Tests.Engine.Running;
using ReefChaos.Verdicts;
using Spectre.Console;
using Recorder = ReefChaos.Engine.Running.Recorder;

namespace ReefChaos.Tests.Engine;

/// <summary>
/// Another secret in every place that can hold one, and a target that repeats all of them wherever it is listened to: none is in any file,
/// on the console, or in a verdict.
/// </summary>
public sealed class RedactionTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("reef-redaction-").FullName;

    /// <summary>By place; each is as unlike the others as it gets, so that a leak names its place.</summary>
    private static readonly Dictionary<string, string> Secrets = new()
    {
        ["environment"] = "env-4f2c",
        ["control environment"] = "ctl-91ab",
        ["connection string"] = "dbpw-77e1",
        ["address in the environment"] = "rpw-a03d",
        ["header"] = "hdr-5510",
        ["bearer token"] = "bear-c4c4",
        ["body"] = "bdy-8d2e",
        ["query"] = "qry-1f1f",
        ["feed"] = "fed-66aa",
        ["proxy"] = "prx-3b3b",
        ["dependency"] = "dep-e0e0",
        ["stub"] = "stb-29c9",
        ["argument"] = "arg-d7d7",
    };

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void No_secret_is_in_any_output()
    {
        var (scenario, plan) = (Scenario(), Plan());
        var echo = string.Join(" | ", Secrets.Values);
        var folder = RunFolder.Create(root, scenario.Name, [Arm.Defended]);
        folder.Save(scenario);
        folder.Save(plan);
        var console = new StringWriter();
        var history = Record(folder, scenario, plan, echo);
        File.WriteAllText(Path.Combine(folder.FolderOf(Arm.Defended), "target.log"), $"starting\n{echo}\nended\n");
        new Redactor(scenario, plan).RedactFile(Path.Combine(folder.FolderOf(Arm.Defended), "target.log"));
        folder.SaveLatencies(history);
        var histories = new Dictionary<Arm, History> { [Arm.Defended] = history };
        var run = new RunResult(scenario, plan, histories, Judge.Decide(scenario, plan, histories), folder.Path);
        folder.Save(run.Verdict);
        Reports.Write(root, [run]);
        VerdictTable.Print(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console), Ansi = AnsiSupport.No }), [run], root);
        VerdictTable.Print(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console), Ansi = AnsiSupport.No }), [Experiment.JudgeAgain(folder.Path)], root);

        var outputs = Directory.GetFiles(root, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f), File.ReadAllText);
        outputs["console"] = console.ToString();
        outputs.Keys.ShouldContain(Path.Combine("planted", "defended", "history.jsonl"));
        outputs.Values.ShouldContain(t => t.Contains("the target repeats", StringComparison.Ordinal));
        var leaks = outputs.SelectMany(o => Secrets.Where(s => o.Value.Contains(s.Value, StringComparison.Ordinal)).Select(s => $"{s.Key} in {o.Key}"));
        leaks.ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_keeps_what_a_verdict_needs()
    {
        var hidden = Plan().WithoutSecrets();

        hidden.Load.Journeys[0].Steps[0].Path.ShouldBe("/login?***");
        hidden.Load.Simulations.ShouldBe(Plan().Load.Simulations);
        hidden.Phases.ShouldBe(Plan().Phases);
    }

    [Fact]
    public void A_log_that_is_not_there_is_no_trouble() =>
        Should.NotThrow(() => new Redactor(Scenario(), Plan()).RedactFile(Path.Combine(root, "target.log")));

    /// <summary>As the parts of a running arm tell them.</summary>
    private static History Record(RunFolder folder, Scenario scenario, Plan plan, string echo)
    {
        using var recorder = new Recorder(Arm.Defended, folder.HistoryFile(Arm.Defended), new SilentView(), new Redactor(scenario, plan));
        foreach (var entry in PlantedArm.Holding(Arm.Defended).History.Entries)
        {
            recorder.Send(entry);
        }

        var mode = new CauseMode(CauseModes.MissingTimeout, new CodeSite("Shop.Pay", null, null), [$"connecting {echo}"], [$"not {echo}"], "a timeout");
        recorder.Send(new CauseFound(new Cause(false, [mode], 1) { Notes = [$"notes {echo}"] }) { At = 13 });
        recorder.Send(new FaultRefused(Judging.Planted.Fault, $"no client for {echo}") { At = 13 });
        recorder.Send(new Trouble("target", $"the target repeats {echo}", Fatal: false) { At = 13 });
        recorder.Send(new TargetExited(1, ExitCause.Crashed, $"Unhandled exception: {echo}") { At = 17 });
        return recorder.Snapshot();
    }

    private static Scenario Scenario()
    {
        var planted = new Planted().Scenario;
        return planted with
        {
            Target = planted.Target with
            {
                Env = new Dictionary<string, string>
                {
                    ["Shop__Key"] = Secrets["environment"],
                    ["ConnectionStrings__Db"] = $"Host=db;Username=shop;Password={Secrets["connection string"]};Database=shop",
                    ["Shop__Redis"] = $"redis://shop:{Secrets["address in the environment"]}@cache:6379/0",
                },
                Args = ["--verbose", "--token", Secrets["argument"]],
            },
            Control = new ControlSpec { Env = new Dictionary<string, string> { ["Shop__Defenses"] = "none", ["Shop__Key"] = Secrets["control environment"] } },
            Dependencies = new Dictionary<string, DependencySpec>
            {
                ["stock"] = new() { Proxy = $"http://shop:{Secrets["proxy"]}@127.0.0.1:8080/base", Env = "Shop__Stock__Url" },
                ["cache"] = new() { Image = "redis:8", Port = 6379, Env = "Shop__Cache", Value = $"{{host}}:{{port}},password={Secrets["dependency"]}" },
                ["payments"] = new() { Stub = new StubSpec { Body = $$"""{"access_token":"{{Secrets["stub"]}}"}""" }, Env = "Shop__Payments__Url" },
            },
        };
    }

    private static Plan Plan()
    {
        var plan = new Planted { Control = null }.Plan;
        return plan with
        {
            Load = plan.Load with
            {
                Journeys =
                [
                    new Journey("login", 1,
                    [
                        new RequestTemplate
                        {
                            Method = "POST",
                            Path = $"/login?api_key={Secrets["query"]}&page=2",
                            Headers = new Dictionary<string, string> { ["X-Shop"] = Secrets["header"], ["Authorization"] = $"Bearer {Secrets["bearer token"]}" },
                            Body = $$"""{"user":"u","password":"{{Secrets["body"]}}"}""",
                            Checks = [new BodyCheck("/token", Secrets["body"])],
                        },
                    ]),
                ],
                Feeds = [new Feed("users", FeedOrder.Circular, ["name", "password"], [["a", Secrets["feed"]]])],
            },
        };
    }
}
