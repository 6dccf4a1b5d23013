namespace ReefChaos.Histories;

/// <param name="Bytes">Without file pages that the kernel can drop at any time (<c>inactive_file</c>): those fill every limit in the end, and harm nobody.</param>
/// <param name="PeakBytes">The highest that the kernel saw, droppable file pages included; null where it keeps no such record.</param>
public sealed record MemoryUse(long Bytes, long LimitBytes, long? PeakBytes);

/// <summary>How a CPU quota held the target back, since its start.</summary>
/// <param name="Periods">Of the quota, of 100 ms each, in which something wanted to run.</param>
/// <param name="Throttled">Those of them in which the quota ran out.</param>
/// <param name="ThrottledSeconds">Summed over all processors, so that it may exceed the time that passed.</param>
public sealed record CpuThrottling(long Periods, long Throttled, double ThrottledSeconds);
