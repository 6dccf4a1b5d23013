namespace ReefChaos.Shop.Sessions;

/// <summary>How short memory is, as of the last garbage collection.</summary>
internal static class MemoryPressure
{
    /// <summary>Share of the heap's hard limit. Collections take ever more time above it, long before memory is out.</summary>
    private const double HighShare = 0.7;

    public static bool IsHigh()
    {
        var memory = GC.GetGCMemoryInfo(GCKind.Any);
        return IsHigh(memory.MemoryLoadBytes, memory.HighMemoryLoadThresholdBytes, memory.HeapSizeBytes, memory.TotalAvailableMemoryBytes);
    }

    /// <summary>The load is the machine's or the container's, native memory included; the heap is ours alone.</summary>
    internal static bool IsHigh(long load, long highLoad, long heap, long heapLimit) => load >= highLoad || heap >= HighShare * heapLimit;
}
