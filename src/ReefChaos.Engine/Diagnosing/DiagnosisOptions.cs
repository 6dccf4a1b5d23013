using ReefChaos.Wire;

namespace ReefChaos.Engine.Diagnosing;

public sealed record DiagnosisOptions
{
    /// <summary>Between the first and the last look. Shorter, a slow answer looks like none.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A larger heap is not collected for the sake of looking: that would hold the process up for too long.</summary>
    public long CollectUpToBytes { get; init; } = 128L << 20;

    internal DiagnoseOrder Applied(DiagnoseOrder order) => order with { WindowSeconds = Window.TotalSeconds, CollectUpToBytes = CollectUpToBytes };
}
