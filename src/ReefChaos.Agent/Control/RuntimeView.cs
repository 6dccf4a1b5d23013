using System.Runtime;
using ReefChaos.Histories;
using ReefChaos.Wire;

namespace ReefChaos.Agent.Control;

/// <summary>What this process's runtime says about itself. Nothing here starts a collection or needs a pool thread.</summary>
internal static class RuntimeView
{
    public static RuntimeFacts Facts()
    {
        ThreadPool.GetMinThreads(out var least, out _);
        ThreadPool.GetMaxThreads(out var most, out _);
        return new RuntimeFacts(
            Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Heaps(), GCSettings.IsServerGC, least, most);
    }

    public static RuntimeReply Now() => new(
        GC.GetTotalMemory(forceFullCollection: false),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        GC.GetTotalPauseDuration().TotalSeconds,
        GC.CollectionCount(0),
        ThreadPool.ThreadCount);

    /// <remarks>The variable is what the collector made of its settings and of the processors; a number of any type.</remarks>
    private static int Heaps() => GCSettings.IsServerGC && GC.GetConfigurationVariables().TryGetValue("HeapCount", out var heaps)
        ? Convert.ToInt32(heaps, System.Globalization.CultureInfo.InvariantCulture)
        : 1;
}
