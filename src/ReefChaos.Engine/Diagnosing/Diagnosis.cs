using ReefChaos.Engine.Diagnosing.Capturing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>Says from outside of a .NET process which failure mode it is in, and where. It changes nothing in the process.</summary>
public static class Diagnosis
{
    /// <summary>Never fails for what the process is or does: what cannot be seen of it is in the notes.</summary>
    public static async Task<Cause> RunAsync(DiagnosisTarget target, DiagnosisOptions options, CancellationToken cancellationToken) =>
        Classifier.Decide(await CaptureAsync(target, options, TimeProvider.System, cancellationToken).ConfigureAwait(false));

    /// <summary>Writes all of the process's memory into a file. It is held up for that, for seconds.</summary>
    /// <exception cref="InvalidInputException">The file cannot be written there.</exception>
    /// <exception cref="EnvironmentLacksException">The runtime writes no dump.</exception>
    public static Task DumpAsync(DiagnosisTarget target, string file, CancellationToken cancellationToken) =>
        Dump.WriteAsync(target, file, TimeProvider.System, cancellationToken);

    internal static Task<Signals> CaptureAsync(DiagnosisTarget target, DiagnosisOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        new Capture(target, options, new Procfs(), time).RunAsync(cancellationToken);
}
