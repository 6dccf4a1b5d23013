using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>How much of its limits a target used, in words; null where nobody counted it.</summary>
internal static class LimitWords
{
    public static string? Memory(LimitFindings? use) => use is { MemoryHighBytes: { } high, MemoryLimitBytes: { } limit }
        ? $"at most {Format.Bytes(high)} of {Format.Bytes(limit)} ({Format.Percent(Math.Round((double)high / limit, 3))})"
            + (use.MemoryPeakBytes is { } peak ? $"; peak {Format.Bytes(peak)} with droppable file pages" : "")
        : null;

    public static string? Throttling(LimitFindings? use) => use is { ThrottledShare: { } share, ThrottledSeconds: { } seconds }
        ? $"{Format.Percent(Math.Round(share, 3))} of the quota's periods, {Format.Duration(seconds)} in all"
        : null;
}
