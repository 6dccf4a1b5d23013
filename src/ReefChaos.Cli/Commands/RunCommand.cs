using System.CommandLine;
using ReefChaos.Cli.Live;
using ReefChaos.Engine;
using ReefChaos.Engine.Reporting;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Cli.Commands;

internal static class RunCommand
{
    public static Command Make()
    {
        var paths = Inputs.Scenarios();
        var profiles = Inputs.Profiles();
        var seed = Inputs.Seed();
        var output = new Option<string>("--output") { Description = "Folder for the results. [default: reports/TIME]", HelpName = "DIR" };
        var target = new Option<string>("--target")
        {
            Description = "How the target runs: 'auto' takes containers where an engine answers.",
            DefaultValueFactory = _ => "auto",
        };
        target.AcceptOnlyFromAmong([.. Enum.GetNames<TargetChoice>().Select(n => n.ToLowerInvariant())]);

        var workers = new Option<int>("--load-workers")
        {
            Description = "Processes that share the load.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        workers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > RunOptions.MaxLoadWorkers)
            {
                result.AddError($"--load-workers: expected 1 to {RunOptions.MaxLoadWorkers}.");
            }
        });

        var load = LoadOptions.Make();
        var command = new Command("run", "Runs scenarios, both arms each, and judges them.")
        {
            paths, target, seed, load.Driver, load.Version, profiles, workers, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Inputs.Prepare(parsed.GetValue(paths)!, parsed.GetValue(profiles)!, parsed.GetValue(seed)),
            parsed.GetValue(output) ?? Inputs.DefaultOutput(TimeProvider.System),
            new RunOptions(Enum.Parse<TargetChoice>(parsed.GetValue(target)!, ignoreCase: true)) { LoadWorkers = parsed.GetValue(workers), Load = load.Of(parsed) },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<PlannedExperiment> experiments, string output, RunOptions options, CancellationToken cancellationToken)
    {
        var results = new List<RunResult>();
        await using var view = LiveView.ForThisConsole();
        await using (var session = await RunSession.OpenAsync(output, options, view, cancellationToken))
        {
            await session.CheckAsync(experiments, cancellationToken);
            foreach (var experiment in experiments)
            {
                results.Add(await Experiment.RunAsync(experiment, session, cancellationToken));
                view.Judged(results[^1]);
                Reports.Write(output, results);
                if (cancellationToken.IsCancellationRequested)
                {
                    break;
                }
            }
        }

        VerdictTable.Print(view.Console, results, output);
        return (int)(cancellationToken.IsCancellationRequested ? ExitCode.Cancelled : ExitCodes.Of(results));
    }
}
