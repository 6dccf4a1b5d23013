using ReefChaos.Engine;
using ReefChaos.Engine.Planning;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine;

public sealed class RunFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("reef-run-folder-").FullName;

    private readonly Scenario scenario = new()
    {
        Name = "test",
        Target = new TargetSpec { Project = "src/Shop", Env = new Dictionary<string, string> { ["DB"] = "secret-1" } },
        Load = "checkout",
        Faults = [new LatencyFault { At = Site.Parse("inbound:/"), Delay = TimeSpan.FromSeconds(1) }],
        Slo = new Slo { Availability = Bound<Ratio>.Parse(">= 95%") },
        Control = new ControlSpec { Env = new Dictionary<string, string> { ["KEY"] = "secret-2" } },
    };

    private readonly LoadProfile profile = new()
    {
        Name = "checkout",
        Simulations = [new Simulation(SimulationKind.Inject, TimeSpan.FromMinutes(1), 40, Interval: TimeSpan.FromSeconds(1))],
        Journeys =
        [
            new Journey("get", 1, [new RequestTemplate { Method = "GET", Path = "/", Headers = new Dictionary<string, string> { ["Authorization"] = "secret-3" } }]),
        ],
    };

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void What_was_saved_is_loaded_again_but_for_the_secrets()
    {
        var plan = Planner.Plan(scenario, profile, seed: 7);
        var folder = RunFolder.Create(root, scenario.Name, plan.Arms);
        folder.Save(scenario);
        folder.Save(plan);

        var (loaded, loadedPlan, histories) = RunFolder.Open(folder.Path).Load();

        loaded.Faults.ShouldBe(scenario.Faults);
        loaded.Slo.Objectives().ShouldBe(scenario.Slo.Objectives());
        loaded.Target.Env.Keys.ShouldBe(["DB"]);
        loadedPlan.Phases.ShouldBe(plan.Phases);
        loadedPlan.Faults.ShouldBe(plan.Faults);
        loadedPlan.Seed.ShouldBe(7UL);
        histories.ShouldBeEmpty();
        Directory.GetFiles(root, "*", SearchOption.AllDirectories).ShouldAllBe(f => !File.ReadAllText(f).Contains("secret-"));
    }

    [Fact]
    public void A_folder_without_a_run_is_refused_by_name() =>
        Should.Throw<InvalidInputException>(() => RunFolder.Open(root)).Problems.ShouldHaveSingleItem().File.ShouldBe(root);

    [Fact]
    public void A_damaged_plan_is_an_error_with_its_place()
    {
        var folder = RunFolder.Create(root, scenario.Name, [Arm.Defended]);
        folder.Save(scenario);
        File.WriteAllText(Path.Combine(folder.Path, "plan.json"), "{\n  \"scenario\": 7 }");

        var problem = Should.Throw<InvalidInputException>(() => folder.Load()).Problems.ShouldHaveSingleItem();

        problem.Line.ShouldBe(2);
        problem.File.ShouldEndWith("plan.json");
    }

    /// <summary>Found by <c>ReefChaos.Torture fuzz folder</c>.</summary>
    [Theory]
    [InlineData("\"fault\": \"latency\",", "")]
    [InlineData("\"defended\",", "\"defended\", \"defended\",")]
    [InlineData("\"grpc\": false", "\"grpc\": falsu,\n  \"next\": \"a line of the file\"")]
    [InlineData("\"scenario\":", "\"scenario\u0001\":")]
    public void A_plan_that_is_damaged_in_an_odd_way_is_refused_in_one_line(string sound, string damaged)
    {
        var folder = RunFolder.Create(root, scenario.Name, [Arm.Defended]);
        folder.Save(scenario);
        folder.Save(Planner.Plan(scenario, profile, seed: 7));
        var file = Path.Combine(folder.Path, "plan.json");
        var text = File.ReadAllText(file);
        text.ShouldContain(sound);
        File.WriteAllText(file, text.Replace(sound, damaged, StringComparison.Ordinal));

        var problem = Should.Throw<InvalidInputException>(() => folder.Load()).Problems.ShouldHaveSingleItem();

        problem.File.ShouldBe(file);
        problem.Message.ShouldStartWith("the run folder is damaged: ");
        problem.Message.ShouldEndWith("; run the scenario again");
        problem.Message.ShouldAllBe(c => !char.IsControl(c));
        problem.Message.ShouldNotContain("a line of the file");
        problem.Message.Length.ShouldBeLessThan(400);
    }

    [Fact]
    public void The_runs_of_an_output_folder_are_found()
    {
        foreach (var name in (string[])["b", "a"])
        {
            RunFolder.Create(root, name, [Arm.Defended]).Save(scenario);
        }

        RunFolder.Find(root).Select(Path.GetFileName).ShouldBe(["a", "b"]);
    }
}
