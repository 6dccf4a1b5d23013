using ReefChaos.Processes;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Says from outside of a .NET process which failure mode it is in, and where. It changes nothing in the process.</summary>
public static class Diagnosis
{
    /// <summary>Never fails for what the process is or does: what cannot be seen of it is in the notes.</summary>
    /// <exception cref="EnvironmentLacksException">The diagnoser cannot be started here.</exception>
    public static Task<Cause> RunAsync(DiagnosisTarget target, DiagnosisOptions options, CancellationToken cancellationToken) =>
        DiagnoserProcess.RunAsync(options.Applied(target.Order), TimeProvider.System, cancellationToken);

    /// <summary>Writes all of the process's memory into a file. It is held up for that, for seconds.</summary>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    /// <exception cref="EnvironmentLacksException">The runtime writes no dump.</exception>
    public static Task DumpAsync(DiagnosisTarget target, string file, CancellationToken cancellationToken) =>
        Dump.WriteAsync(target.Order, file, TimeProvider.System, cancellationToken);

    /// <param name="socket">Where the process's runtime is asked; null for its own socket, if it has one.</param>
    /// <param name="heap">Bytes of its heap that were in use before the trouble began, and the most that it may be; null where that is not known.</param>
    /// <exception cref="InvalidInputException">There is no such process, or it is not a .NET one.</exception>
    /// <exception cref="EnvironmentLacksException">It may not be looked at from here, or the diagnoser cannot be started.</exception>
    internal static Task<Cause> RunAsync(int processId, string? socket, (long? Before, long? Limit) heap, TimeProvider time, CancellationToken cancellationToken)
    {
        var order = TargetSearch.Look(new Procfs(), processId, $"process {processId}");
        return DiagnoserProcess.RunAsync(new DiagnosisOptions().Applied(order with { Socket = socket ?? order.Socket, HeapBeforeBytes = heap.Before, HeapLimitBytes = heap.Limit }), time, cancellationToken);
    }
}
