using System.Globalization;
using ReefChaos.Processes;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>What needs no rights: whole cores by affinity, a limit on the managed heap, and RLIMIT_DATA on the rest.</summary>
/// <remarks>RLIMIT_AS would be simpler, but the runtime reserves far more addresses than it uses, and does not start.</remarks>
internal sealed class TasksetRung(Procfs processes, Func<string, bool> installed) : ILimitRung
{
    /// <summary>As the runtime itself does in a container.</summary>
    private const double HeapShare = 0.75;

    /// <summary>Below it the runtime does not start reliably.</summary>
    private const long LeastDataBytes = 384L << 20;

    /// <summary>What the runtime takes beside the heap: code, stacks, buffers.</summary>
    private const long RuntimeBytes = 256L << 20;

    public TasksetRung() : this(new Procfs(), Programs.Installed)
    {
    }

    public string Name => "taskset";

    public Lack? WhyNot(LimitsSpec limits) =>
        limits.Cpus is not null && !installed("taskset") ? new Lack("the program taskset is missing", "install util-linux")
        : !installed("sh") ? new Lack("there is no shell", "install one as sh")
        : AllowedCores().Count == 0 ? new Lack("the kernel does not tell which cores may be used", "run on Linux, with /proc mounted")
        : LimitTrial.Of(this, limits, "raise the hard limit on data, ulimit -d");

    public PreparedLimits Prepare(LimitsSpec limits)
    {
        var cores = limits.Cpus is { } cpus ? Cores(cpus) : [];
        var data = limits.Memory is { } memory ? Math.Max(LeastDataBytes, memory.Bytes + RuntimeBytes) : 0;
        var heap = (long)((limits.Memory?.Bytes ?? 0) * HeapShare);
        return new PreparedLimits(Name, Enforced(limits.Cpus, cores.Count, heap, data))
        {
            Before = data > 0 ? [string.Create(CultureInfo.InvariantCulture, $"ulimit -d {data >> 10}")] : [],
            Wrapper = cores.Count > 0 ? ["taskset", "-c", string.Join(',', cores)] : [],
            Env = heap > 0 ? new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = heap.ToString("X", CultureInfo.InvariantCulture) } : [],
        };
    }

    /// <summary>The last ones, as the first serve most of a machine's interrupts.</summary>
    private List<int> Cores(double cpus) => [.. AllowedCores().TakeLast((int)Math.Ceiling(cpus))];

    private static string Enforced(double? asked, int cores, long heap, long data)
    {
        var parts = new List<string>();
        if (asked is { } cpus)
        {
            var shortfall = cores == cpus ? "" : string.Create(CultureInfo.InvariantCulture, $" ({cpus} was asked for: this rung has whole cores that exist)");
            parts.Add($"{cores} whole {(cores == 1 ? "core" : "cores")} by affinity, shared with other processes{shortfall}");
        }

        if (heap > 0)
        {
            parts.Add($"{new ByteSize(heap)} of managed heap, and {new ByteSize(data)} of all data by RLIMIT_DATA (no limit on file-backed memory)");
        }

        return string.Join("; ", parts);
    }

    /// <summary>From a list such as <c>0-3,6</c>.</summary>
    private List<int> AllowedCores()
    {
        var line = processes.Read("self/status")?.Split('\n').FirstOrDefault(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        var cores = new List<int>();
        foreach (var range in line?["Cpus_allowed_list:".Length..].Trim().Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var ends = range.Split('-').Select(e => int.Parse(e, CultureInfo.InvariantCulture)).ToList();
            cores.AddRange(Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));
        }

        return cores;
    }
}
