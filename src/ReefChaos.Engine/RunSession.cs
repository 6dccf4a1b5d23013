using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine;

/// <summary>What all experiments of one call share: the machine, for this runner alone; the output folder; and the built targets.</summary>
/// <remarks>Opening sweeps what a killed runner left, and so does disposing.</remarks>
public sealed class RunSession : IDisposable
{
    private readonly RunnerLock runnerLock;
    private readonly Dictionary<string, string> assemblies = new(StringComparer.Ordinal);

    private RunSession(RunnerLock runnerLock, RunnerFolder folder, string outputFolder, IRunView view)
    {
        this.runnerLock = runnerLock;
        Folder = folder;
        OutputFolder = outputFolder;
        View = view;
    }

    public string OutputFolder { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    internal IRunView View { get; }

    /// <summary>For sockets; gone after the session.</summary>
    internal RunnerFolder Folder { get; }

    /// <exception cref="EnvironmentLacksException">Another runner is at work on this machine, or the folder cannot be written.</exception>
    public static RunSession Open(string outputFolder, IRunView view)
    {
        OutputFolderCheck.MustBeWritable(outputFolder);
        var runnerLock = RunnerLock.Take();
        foreach (var removed in Sweep.Run())
        {
            view.Working($"removed a leftover: {removed}");
        }

        return new RunSession(runnerLock, RunnerFolder.Create(), outputFolder, view);
    }

    /// <summary>The target's main assembly; each project is built once a session.</summary>
    /// <exception cref="InvalidInputException">The project does not build.</exception>
    public async Task<string> AssemblyOfAsync(string project, CancellationToken cancellationToken)
    {
        if (!assemblies.TryGetValue(project, out var assembly))
        {
            View.Working($"building {project}");
            assembly = assemblies[project] = await TargetBuild.BuildAsync(project, cancellationToken);
        }

        return assembly;
    }

    public void Dispose()
    {
        Folder.Dispose();
        Sweep.Run(alsoOurs: true);
        runnerLock.Dispose();
    }
}
