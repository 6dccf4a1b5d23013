namespace ReefChaos.Shop.Sessions;

/// <summary>How short memory is, as of the last garbage collection.</summary>
internal static class MemoryPressure
{
    /// <summary>Share of the heap's hard limit. Collections take ever more time above it, long before memory is out.</summary>
    private const double HighShare = 0.7;

    public static bool IsHigh() => IsHigh(GC.GetGCMemoryInfo(GCKind.Any));

    private static bool IsHigh(GCMemoryInfo memory) =>
        memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes
        || memory.HeapSizeBytes >= HighShare * memory.TotalAvailableMemoryBytes;
}
