using ReefChaos.Engine.Running.Load;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine;

/// <summary>What all experiments of one call share: the machine, for this runner alone; the output folder; the platforms of the targets; and the program of the load.</summary>
/// <remarks>Opening sweeps what a killed runner left, and so does disposing.</remarks>
public sealed class RunSession : IAsyncDisposable
{
    private readonly RunnerLock runnerLock;
    private readonly RunnerFolder folder;

    private RunSession(RunnerLock runnerLock, RunnerFolder folder, Platforms platforms, string outputFolder, RunOptions options, IRunView view)
    {
        Options = options;
        this.runnerLock = runnerLock;
        this.folder = folder;
        Platforms = platforms;
        Load = new LoadPrograms(options, view.Working);
        OutputFolder = outputFolder;
        View = view;
    }

    public string OutputFolder { get; }

    public RunOptions Options { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    internal IRunView View { get; }

    internal Platforms Platforms { get; }

    internal LoadPrograms Load { get; }

    /// <exception cref="EnvironmentLacksException">Another runner is at work on this machine for longer than the options wait, or the folder cannot be written.</exception>
    public static async Task<RunSession> OpenAsync(string outputFolder, RunOptions options, IRunView view, CancellationToken cancellationToken)
    {
        OutputFolderCheck.MustBeWritable(outputFolder);
        var runnerLock = await RunnerLock.TakeAsync(options.Patience, view.Working, TimeProvider.System, cancellationToken);
        RunnerFolder? folder = null;
        try
        {
            foreach (var removed in Sweep.Run())
            {
                view.Working($"removed a leftover: {removed}");
            }

            folder = RunnerFolder.Create();
            var platforms = await Platforms.OpenAsync(options, folder, view.Working, TimeProvider.System, cancellationToken);
            return new RunSession(runnerLock, folder, platforms, outputFolder, options, view);
        }
        catch
        {
            folder?.Dispose();
            runnerLock.Dispose();
            throw;
        }
    }

    /// <summary>Refuses, before anything is started, what this machine cannot do.</summary>
    /// <exception cref="InvalidInputException">A scenario, and how targets or the load are to run, contradict each other.</exception>
    /// <exception cref="EnvironmentLacksException">The message says what is missing for which scenario.</exception>
    public async Task CheckAsync(IEnumerable<PlannedExperiment> experiments, CancellationToken cancellationToken)
    {
        var all = experiments.ToList();
        foreach (var (scenario, _) in all.Select(e => e.Checked()).ToList())
        {
            await Platforms.CheckAsync(scenario, cancellationToken);
        }

        await Load.CheckAsync(all, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Platforms.DisposeAsync();
        folder.Dispose();
        Sweep.Run(alsoOurs: true);
        runnerLock.Dispose();
    }
}
