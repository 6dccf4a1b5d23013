using ReefChaos.Histories;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>Sums up how much of its limits a target used.</summary>
internal static class LimitEvidence
{
    /// <summary>Null where nobody counted it.</summary>
    public static LimitFindings? Of(IReadOnlyList<LimitSample> samples)
    {
        if (samples.Count == 0)
        {
            return null;
        }

        var memory = samples.Select(s => s.Memory).OfType<MemoryUse>().ToList();
        var (periods, throttled, seconds) = Throttling([.. samples.Select(s => s.Cpu).OfType<CpuThrottling>()]);
        return new LimitFindings
        {
            ThrottledShare = periods > 0 ? (double)throttled / periods : null,
            ThrottledSeconds = periods > 0 ? seconds : null,
            MemoryLimitBytes = memory.LastOrDefault()?.LimitBytes,
            MemoryHighBytes = memory.Select(m => (long?)m.Bytes).Max(),
            MemoryPeakBytes = memory.Select(m => m.PeakBytes).Max(),
        };
    }

    /// <summary>From the first look on, as starting a runtime always uses up a small quota. Counts that fall began anew with a restart.</summary>
    private static (long Periods, long Throttled, double Seconds) Throttling(List<CpuThrottling> counts)
    {
        var (periods, throttled, seconds) = (0L, 0L, 0.0);
        foreach (var (before, after) in counts.Zip(counts.Skip(1)))
        {
            var from = after.Periods < before.Periods ? new CpuThrottling(0, 0, 0) : before;
            periods += after.Periods - from.Periods;
            throttled += after.Throttled - from.Throttled;
            seconds += after.ThrottledSeconds - from.ThrottledSeconds;
        }

        return (periods, throttled, seconds);
    }
}
