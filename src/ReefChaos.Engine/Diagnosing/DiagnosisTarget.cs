using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>A process to look at, which may be in a container.</summary>
public sealed class DiagnosisTarget
{
    private DiagnosisTarget(DiagnoseOrder order) => Order = order;

    internal DiagnoseOrder Order { get; }

    /// <param name="name">A process id, or the name or id of a container on this machine.</param>
    /// <exception cref="InvalidInputException">There is no such process or container, or it is not a .NET one.</exception>
    /// <exception cref="EnvironmentLacksException">It may not be looked at from here.</exception>
    public static async Task<DiagnosisTarget> FindAsync(string name, CancellationToken cancellationToken) =>
        new(await new TargetSearch(new Procfs(), EngineSearch.OfThisMachine(TimeProvider.System)).FindAsync(name, cancellationToken).ConfigureAwait(false));
}
