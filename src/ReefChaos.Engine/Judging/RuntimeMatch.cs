using System.Globalization;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging;

/// <summary>Holds what the runtime saw when it started against the limits that it was given.</summary>
internal static class RuntimeMatch
{
    public static string Words(LimitsSpec limits, RuntimeFacts runtime)
    {
        var quota = limits.Cpus is { } cpus ? $"quota {Count(cpus, "core")}" : "no CPU quota";
        var memory = limits.Memory is { } size ? $", {size} of memory" : ", no memory limit";
        var heap = runtime.HeapLimitBytes > 0 ? $", heap limit {Format.Bytes(runtime.HeapLimitBytes)}" : "";
        return $"{quota}{memory}; the runtime sees {Count(runtime.Processors, "processor")}, {Collector(runtime)}, "
            + $"pool min {runtime.PoolMinThreads}{heap}";
    }

    /// <remarks>A quota counts as the whole cores that it begins, since no runtime can see less than one.</remarks>
    public static IReadOnlyList<string> Mismatches(LimitsSpec limits, RuntimeFacts runtime)
    {
        var lines = new List<string>();
        if (limits.Cpus is { } cpus)
        {
            var whole = Math.Max(1, Math.Ceiling(cpus));
            var quota = $"a quota of {Count(cpus, "core")}";
            Add(runtime.Processors > 1 && runtime.Processors > Thresholds.ProcessorsPerQuota * cpus,
                $"the runtime sees {Count(runtime.Processors, "processor")} and has {quota}: it runs more threads than it is let to, and is throttled");
            Add(runtime.ServerGc && runtime.GcHeaps > whole,
                $"server GC with {Count(runtime.GcHeaps, "heap")} for {quota}: its threads use the quota up together, and pauses grow");
            Add(runtime.PoolMinThreads > whole,
                $"the thread pool makes {Count(runtime.PoolMinThreads, "thread")} without delay for {quota}: they compete for it");
        }

        Add(limits.Memory is { } memory && runtime.HeapLimitBytes > memory.Bytes,
            $"the heap may grow to {Format.Bytes(runtime.HeapLimitBytes)} within {limits.Memory} of memory: the kernel kills the process before the runtime sees the end");
        return lines;

        void Add(bool mismatch, string line)
        {
            if (mismatch)
            {
                lines.Add(line);
            }
        }
    }

    private static string Collector(RuntimeFacts runtime) => $"{(runtime.ServerGc ? "server" : "workstation")} GC with {Count(runtime.GcHeaps, "heap")}";

    private static string Count(double number, string what) => $"{number.ToString(CultureInfo.InvariantCulture)} {what}{(number == 1 ? "" : "s")}";
}
