using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Load;

/// <summary>Makes of what several load workers tell what one worker with the whole schedule would have told.</summary>
/// <remarks>A second is told when every worker has told it. Not safe for concurrent use.</remarks>
internal sealed class LoadMerge(int workers)
{
    private readonly Dictionary<int, List<LoadSecond>> seconds = [];
    private readonly List<Queue<LoadTick>> ticks = [.. Enumerable.Range(0, workers).Select(_ => new Queue<LoadTick>())];
    private readonly List<GeneratorReport> reports = [];

    /// <summary>What is complete by this entry, or passes as it is.</summary>
    public Entry? Add(int worker, Entry entry) => workers == 1 ? entry : entry switch
    {
        LoadSecond second => Add(second),
        LoadTick tick => Add(worker, tick),
        GeneratorReport report => Add(report),
        _ => entry,
    };

    private LoadSecond? Add(LoadSecond second)
    {
        if (!seconds.TryGetValue(second.Second, out var told))
        {
            seconds[second.Second] = told = [];
        }

        told.Add(second);
        if (told.Count < workers)
        {
            return null;
        }

        seconds.Remove(second.Second);
        return new LoadSecond(
            second.Second, told.Sum(s => s.Requests), told.Sum(s => s.Ok), Failures(told),
            EncodedHistogram.Merge(told.Select(s => s.Latencies)), EncodedHistogram.Merge(told.Select(s => s.FromSend)))
        {
            At = told.Max(s => s.At),
        };
    }

    private LoadTick? Add(int worker, LoadTick tick)
    {
        ticks[worker].Enqueue(tick);
        if (ticks.Exists(t => t.Count == 0))
        {
            return null;
        }

        var round = ticks.ConvertAll(t => t.Dequeue());
        return new LoadTick(round.Sum(t => t.Sent), round.Sum(t => t.Ended), round.Sum(t => t.InFlight)) { At = round.Max(t => t.At) };
    }

    private GeneratorReport? Add(GeneratorReport report)
    {
        reports.Add(report);
        if (reports.Count < workers)
        {
            return null;
        }

        var lateness = EncodedHistogram.Merge(reports.Select(r => r.Lateness));
        var pairs = EncodedHistogram.Decode(lateness);
        return new GeneratorReport(
            reports.Sum(r => r.Due), reports.Sum(r => r.Sent), reports.Sum(r => r.Unsent), Ms(pairs, 0.5), Ms(pairs, 0.99), Ms(pairs, 1),
            reports.Max(r => r.CpuShare), reports.Sum(r => r.GcPauseMs), reports.Sum(r => r.ResidentBytes), lateness, reports[0].Cores)
        {
            At = reports.Max(r => r.At),
        };
    }

    private static double Ms(IReadOnlyList<(long Value, long Count)> pairs, double share) => EncodedHistogram.ValueAt(pairs, share) / 1e3 ?? 0;

    private static SortedDictionary<string, long> Failures(IEnumerable<LoadSecond> told)
    {
        var failures = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (kind, count) in told.SelectMany(s => s.Failures))
        {
            failures[kind] = failures.GetValueOrDefault(kind) + count;
        }

        return failures;
    }
}
