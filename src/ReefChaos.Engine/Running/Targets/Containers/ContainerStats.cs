using Docker.DotNet.Models;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>One look at a container's use of its limits, through the engine.</summary>
internal sealed class ContainerStats(ContainerStatsResponse stats)
{
    private const double NanosecondsPerSecond = 1e9;
    private static readonly System.Version OneShot = new(1, 41);

    /// <summary>Null where the container does not run.</summary>
    public static async Task<ContainerStats?> OfAsync(ContainerEngine engine, string id, CancellationToken cancellationToken)
    {
        // Older engines would wait for a second look to compare with.
        var parameters = new ContainerStatsParameters { Stream = false, OneShot = engine.Version >= OneShot ? true : null };
        ContainerStatsResponse? response = null;
        await engine.Client.Containers.GetContainerStatsAsync(
            id, parameters, new Take<ContainerStatsResponse>(r => response = r), cancellationToken).ConfigureAwait(false);
        return response is { PidsStats.Current: > 0 } ? new ContainerStats(response) : null;
    }

    /// <summary>Resident memory is what the group holds without files: <c>rss</c> of control groups of version 1, <c>anon</c> of version 2.</summary>
    public TargetSample Sample(double at) => new(
        Counter("total_rss") ?? Counter("anon") ?? Used,
        (int)(stats.PidsStats?.Current ?? 0),
        (stats.CPUStats?.CPUUsage?.TotalUsage ?? 0) / NanosecondsPerSecond)
    { At = at };

    public LimitSample Use(double at, LimitsSpec limits) =>
        new(limits.Memory is null ? null : Memory(), limits.Cpus is null ? null : Throttling()) { At = at };

    private long Used => (long)(stats.MemoryStats?.Usage ?? 0);

    private MemoryUse Memory() => new(
        Math.Max(0, Used - (Counter("total_inactive_file") ?? Counter("inactive_file") ?? 0)),
        (long)(stats.MemoryStats?.Limit ?? 0),
        (long?)stats.MemoryStats?.MaxUsage);

    private CpuThrottling? Throttling() => stats.CPUStats?.ThrottlingData is { } data
        ? new((long)data.Periods, (long)data.ThrottledPeriods, data.ThrottledTime / NanosecondsPerSecond)
        : null;

    private long? Counter(string name) => stats.MemoryStats?.Stats?.TryGetValue(name, out var value) == true ? (long)value : null;

    /// <summary>At once and on the caller's thread, which the framework's own does not do.</summary>
    private sealed class Take<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
