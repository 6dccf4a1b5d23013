using ReefChaos.Plans;

namespace ReefChaos.Engine.Running.Load;

/// <summary>The load program of a session, built once where it has to be.</summary>
internal sealed class LoadPrograms(RunOptions options, Action<string> say)
{
    private string? dll = options.Load.Driver == LoadDriver.Worker ? LoadWorker.DefaultDll : null;

    /// <exception cref="InvalidInputException">A load asks for what the chosen driver cannot do.</exception>
    /// <exception cref="EnvironmentLacksException">The driver cannot be had here.</exception>
    public async Task CheckAsync(IEnumerable<PlannedExperiment> experiments, CancellationToken cancellationToken)
    {
        if (options.Load.Driver == LoadDriver.Worker)
        {
            return;
        }

        var problems = experiments.SelectMany(ProblemsOf).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }

        await DllAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="EnvironmentLacksException">The driver cannot be had here.</exception>
    public async Task<string> DllAsync(CancellationToken cancellationToken) =>
        dll ??= await NBomberBuild.RunAsync(options.Load.NBomberVersion, say, cancellationToken).ConfigureAwait(false);

    private IEnumerable<Problem> ProblemsOf(PlannedExperiment experiment)
    {
        var (scenario, plan) = experiment.Checked();
        return NBomberLimits.Of(plan.Load, new LoadSlice(0, options.LoadWorkers)).Select(limit => new Problem(
            experiment.File, 0, 0, $"the load '{scenario.Load}' does not run with --load nbomber: {limit} Use --load worker."));
    }
}
