using ReefChaos.Verdicts;

namespace ReefChaos.Wire;

/// <summary>The one line on the diagnoser's standard input: what to look at. The end of input means stop at once.</summary>
/// <param name="ProcessId">As this machine sees it.</param>
public sealed record DiagnoseOrder(int ProcessId)
{
    /// <summary>In front of every path that the process itself sees.</summary>
    public string Root { get; init; } = "";

    /// <summary>Where its runtime is asked; null where it offers no diagnostics, as with <c>DOTNET_EnableDiagnostics=0</c>.</summary>
    public string? Socket { get; init; }

    /// <summary>Between the first and the last look.</summary>
    public double WindowSeconds { get; init; }

    /// <summary>A larger heap is not collected for the sake of looking.</summary>
    public long CollectUpToBytes { get; init; }
}

/// <summary>The one line on its standard output.</summary>
public sealed record DiagnoseReply(Cause Cause);
