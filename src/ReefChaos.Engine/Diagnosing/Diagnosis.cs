using ReefChaos.Engine.Diagnosing.Capturing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers;
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
        var processes = new Procfs();
        var found = await new TargetSearch(processes, EngineSearch.OfThisMachine(TimeProvider.System)).FindAsync(target, cancellationToken).ConfigureAwait(false);
        return Classifier.Decide(await CaptureAsync(found, options, TimeProvider.System, cancellationToken).ConfigureAwait(false));
    }

    internal static async Task<Signals> CaptureAsync(DiagnosisTarget target, DiagnosisOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var capture = new Capture(target, options, new Procfs(), time);
        return await capture.RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
