namespace ReefChaos.Engine.Diagnosing;

/// <summary>A process to look at, which may be in a container.</summary>
/// <param name="ProcessId">As this machine sees it.</param>
/// <param name="Name">As the user gave it.</param>
internal sealed record DiagnosisTarget(int ProcessId, string Name)
{
    /// <summary>In front of every path that the process itself sees.</summary>
    public string Root { get; init; } = "";

    /// <summary>The runtime's own socket; null where there is none, as with <c>DOTNET_EnableDiagnostics=0</c>.</summary>
    public string? Socket { get; init; }

    public bool IsPaused { get; init; }
}
