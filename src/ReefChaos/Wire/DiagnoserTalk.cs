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

    /// <summary>A larger heap is not collected for the sake of looking. Large objects do not count: a collection leaves them where they are.</summary>
    public long CollectUpToBytes { get; init; }

    /// <summary>Of the heap, what was in use before the trouble began; null where nobody looked then.</summary>
    public long? HeapBeforeBytes { get; init; }

    /// <summary>The most that the heap may be; null where that is not known.</summary>
    public long? HeapLimitBytes { get; init; }
}

/// <summary>A line on its standard output: what it knows so far. The last one counts.</summary>
public sealed record DiagnoseReply(Cause Cause)
{
    /// <summary>Only a part of the window is over, and the process goes on: most cannot be told yet.</summary>
    public bool IsEarly { get; init; }
}
