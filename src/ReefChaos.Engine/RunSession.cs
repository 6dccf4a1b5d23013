using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine;

/// <summary>What all experiments of one call share: the machine, for this runner alone; the output folder; and the platforms of the targets.</summary>
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
        OutputFolder = outputFolder;
        View = view;
    }

    public string OutputFolder { get; }

    public RunOptions Options { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    internal IRunView View { get; }

    internal Platforms Platforms { get; }

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
            var platforms = await Platforms.OpenAsync(options.Target, folder, view.Working, TimeProvider.System, cancellationToken);
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
    /// <exception cref="InvalidInputException">A scenario and how targets are to run contradict each other.</exception>
    /// <exception cref="EnvironmentLacksException">The message says what is missing for which scenario.</exception>
    public async Task CheckAsync(IEnumerable<PlannedExperiment> experiments, CancellationToken cancellationToken)
    {
        foreach (var (scenario, _) in experiments.Select(e => e.Checked()).ToList())
        {
            await Platforms.CheckAsync(scenario, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Platforms.DisposeAsync();
        folder.Dispose();
        Sweep.Run(alsoOurs: true);
        runnerLock.Dispose();
    }
}
