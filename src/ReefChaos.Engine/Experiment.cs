using ReefChaos.Engine.Judging;
using ReefChaos.Engine.Planning;
using ReefChaos.Engine.Reading;
using ReefChaos.Engine.Reading.Profiles;
using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine;

/// <summary>
/// The straight path: scenario file → scenario → plan → checked → run, arm by arm → history → verdict.
/// Each stage is saved in the run folder before the next begins.
/// </summary>
public static class Experiment
{
    /// <summary>Everything that can be known to be wrong without running is a problem here.</summary>
    /// <param name="seed">Null takes the scenario's seed, and where it has none, a new one.</param>
    /// <param name="workingFolder">From where the scenario's own paths are seen; empty for this process's.</param>
    public static PlannedExperiment Prepare(string file, LoadProfiles profiles, ulong? seed, string workingFolder = "")
    {
        var read = ScenarioReader.Read(file);
        if (read.Scenario is not { } stated)
        {
            return new PlannedExperiment(file, null, null, read.Problems);
        }

        if (!profiles.Profiles.TryGetValue(stated.Load, out var profile))
        {
            return new PlannedExperiment(file, stated, null, [ProfileCheck.Missing(read, profiles)]);
        }

        var (scenario, plan) = Plan(stated, profile, seed, workingFolder);
        return new PlannedExperiment(file, scenario, plan, PlanCheck.Check(read with { Scenario = scenario }, plan));
    }

    /// <summary>The same for a scenario that is written in code, with the same rules for its values.</summary>
    /// <remarks>In place of a file, problems name the scenario and the key.</remarks>
    public static PlannedExperiment Prepare(Scenario scenario, LoadProfile profile, ulong? seed = null, string workingFolder = "")
    {
        if (ValueCheck.Check(scenario) is { Count: > 0 } unfit)
        {
            return new PlannedExperiment("", scenario, null, ValueCheck.ProblemsOf(scenario, unfit));
        }

        var (planned, plan) = Plan(scenario, profile, seed, workingFolder);
        return new PlannedExperiment("", planned, plan, ValueCheck.ProblemsOf(scenario, PlanCheck.Findings(planned, plan)));
    }

    /// <exception cref="InvalidInputException">The experiment has problems, or its target cannot be built.</exception>
    /// <exception cref="EnvironmentLacksException">The machine lacks what the run needs.</exception>
    public static async Task<RunResult> RunAsync(PlannedExperiment experiment, RunSession session, CancellationToken cancellationToken)
    {
        var (scenario, plan) = experiment.Checked();
        var folder = RunFolder.Create(session.OutputFolder, scenario.Name, plan.Arms);
        folder.Save(scenario);
        folder.Save(plan);

        var histories = new Dictionary<Arm, History>();
        foreach (var arm in plan.Arms.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
        {
            histories[arm] = await ArmRun.RunAsync(scenario, plan, arm, folder, session, cancellationToken);
            folder.SaveLatencies(histories[arm]);
        }

        var verdict = Judge.Decide(scenario, plan, histories);
        folder.Save(verdict);
        return new RunResult(scenario, plan, histories, verdict, folder.Path);
    }

    /// <summary>The run folders at a path: itself, or those of a whole output folder.</summary>
    public static IReadOnlyList<string> RunFolders(string path) => RunFolder.Find(path);

    /// <summary>Judges what a run folder holds, without running anything.</summary>
    /// <exception cref="InvalidInputException">The folder holds no run that can be read.</exception>
    public static RunResult JudgeAgain(string runFolder)
    {
        var folder = RunFolder.Open(runFolder);
        var (scenario, plan, histories) = folder.Load();
        var verdict = Judge.Decide(scenario, plan, histories);
        return new RunResult(scenario, plan, histories, verdict, folder.Path);
    }

    private static (Scenario Scenario, Plan Plan) Plan(Scenario stated, LoadProfile profile, ulong? seed, string workingFolder)
    {
        var scenario = stated.With(profile).SeenFrom(workingFolder);
        return (scenario, Planner.Plan(scenario, profile, seed ?? scenario.Seed ?? Seeds.New()));
    }
}
