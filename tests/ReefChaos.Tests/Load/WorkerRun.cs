using System.Diagnostics;
using ReefChaos.Histories;
using ReefChaos.Load.Running;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Load;

/// <summary>A worker within this process, over real sockets.</summary>
internal sealed record WorkerRun(IReadOnlyList<Entry> Entries)
{
    public long Ok => Seconds.Sum(s => s.Ok);

    public long Requests => Seconds.Sum(s => s.Requests);

    public Dictionary<string, long> Failures => Seconds.SelectMany(s => s.Failures).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Sum(f => f.Value));

    public GeneratorReport Report => Entries[^1].ShouldBeOfType<GeneratorReport>();

    private IEnumerable<LoadSecond> Seconds => Entries.OfType<LoadSecond>();

    /// <param name="general">The general path, also where the fast one would do.</param>
    public static WorkerRun Of(LoadProfile profile, string url, double seconds = 1, bool general = false, LoadSlice? slice = null)
    {
        var entries = new List<Entry>();
        using var worker = new Worker(new BeginLoad(profile, url, 42, Stopwatch.GetTimestamp(), slice ?? LoadSlice.Whole), entries.Add, general);
        worker.End(seconds);
        worker.Run();
        return new WorkerRun(entries);
    }
}
