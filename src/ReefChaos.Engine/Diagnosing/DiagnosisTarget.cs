using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Engine.Diagnosing.Capturing;
using ReefChaos.Engine.Diagnosing.Capturing.Events;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers;

namespace ReefChaos.Engine.Diagnosing;

/// <summary>A process to look at, which may be in a container.</summary>
public sealed class DiagnosisTarget
{
    internal DiagnosisTarget(int processId) => ProcessId = processId;

    /// <summary>As this machine sees it.</summary>
    public int ProcessId { get; }

    /// <summary>In front of every path that the process itself sees.</summary>
    internal string Root { get; init; } = "";

    /// <summary>The runtime's own socket; null where there is none, as with <c>DOTNET_EnableDiagnostics=0</c>.</summary>
    internal string? Socket { get; init; }

    /// <summary>Where a runtime has called in by itself already; goes before the socket.</summary>
    internal DiagnosticsClient? Client { get; init; }

    /// <summary>Listening since before anything went wrong; null where a look opens its own.</summary>
    internal EventLook? Events { get; init; }

    /// <param name="name">A process id, or the name or id of a container on this machine.</param>
    /// <exception cref="InvalidInputException">There is no such process or container, or it is not a .NET one.</exception>
    /// <exception cref="EnvironmentLacksException">It may not be looked at from here.</exception>
    public static Task<DiagnosisTarget> FindAsync(string name, CancellationToken cancellationToken) =>
        new TargetSearch(new Procfs(), EngineSearch.OfThisMachine(TimeProvider.System)).FindAsync(name, cancellationToken);
}
