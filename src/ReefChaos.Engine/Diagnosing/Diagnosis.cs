using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Processes;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Says from outside of a .NET process which failure mode it is in, and where. It changes nothing in the process.</summary>
public static class Diagnosis
{
    /// <param name="target">A process id, or the name or id of a container on this machine.</param>
    /// <exception cref="InvalidInputException">There is no such process or container, or it is not a .NET one.</exception>
    /// <exception cref="EnvironmentLacksException">It may not be looked at from here.</exception>
    public static async Task<Cause> RunAsync(string target, DiagnosisOptions options, CancellationToken cancellationToken)
    {
        var order = await new TargetSearch(new Procfs(), EngineSearch.OfThisMachine(TimeProvider.System)).FindAsync(target, cancellationToken).ConfigureAwait(false);
        return await DiagnoserProcess.RunAsync(options.Applied(order), TimeProvider.System, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="socket">Where the process's runtime is asked, when that is known.</param>
    /// <inheritdoc cref="RunAsync(string, DiagnosisOptions, CancellationToken)"/>
    internal static Task<Cause> RunAsync(int processId, string socket, TimeProvider time, CancellationToken cancellationToken)
    {
        var order = TargetSearch.Look(new Procfs(), processId, $"process {processId}") with { Socket = socket };
        return DiagnoserProcess.RunAsync(new DiagnosisOptions().Applied(order), time, cancellationToken);
    }
}
