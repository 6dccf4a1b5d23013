using System.Globalization;
using ReefChaos.Processes;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Control groups of version 1: a hierarchy for each controller.</summary>
internal sealed class CgroupV1Rung(Procfs processes) : ILimitRung
{
    private const int PeriodUs = 100_000;
    private const string WithSwap = "memory.memsw.limit_in_bytes";

    public CgroupV1Rung() : this(new Procfs())
    {
    }

    public string Name => "cgroup-v1";

    public Lack? WhyNot(LimitsSpec limits)
    {
        var missing = Needed(limits).Where(c => Mount(c) is null).ToList();
        return missing.Count > 0
            ? new Lack($"no version 1 hierarchy with {string.Join(" and ", missing)} is mounted", "newer systems have version 2 in its place")
            : LimitTrial.Of(this, limits, "run as root");
    }

    public PreparedLimits Prepare(LimitsSpec limits)
    {
        var groups = new List<string>();
        try
        {
            var cpu = limits.Cpus is { } cpus ? Add(groups, "cpu", CpuFiles(cpus)) : null;
            var memory = limits.Memory is { } size ? Add(groups, "memory", [("memory.limit_in_bytes", Text(size.Bytes))], (WithSwap, Text(size.Bytes))) : null;
            return new PreparedLimits(Name, LimitText.Of(limits, "control groups (version 1)") + Shortfall(memory))
            {
                Before = [.. groups.Select(LimitText.Enter)],
                Groups = groups,
                Gauge = new CgroupV1Gauge(cpu, memory),
            };
        }
        catch
        {
            groups.ForEach(g => ControlGroup.Remove(g));
            throw;
        }
    }

    private string Add(
        List<string> groups, string controller, IEnumerable<(string File, string Value)> limits, params IEnumerable<(string File, string Value)> whereKnown)
    {
        var group = ControlGroup.Make(Place(controller), limits, whereKnown);
        groups.Add(group);
        return group;
    }

    private static (string File, string Value)[] CpuFiles(double cpus) =>
        [("cpu.cfs_period_us", Text(PeriodUs)), ("cpu.cfs_quota_us", Text((long)Math.Round(cpus * PeriodUs)))];

    /// <summary>What the memory group cannot hold back.</summary>
    private static string Shortfall(string? memory) => memory is null || File.Exists(Path.Combine(memory, WithSwap))
        ? ""
        : "; swap is not limited, as this kernel does not count it";

    private static IEnumerable<string> Needed(LimitsSpec limits)
    {
        if (limits.Cpus is not null)
        {
            yield return "cpu";
        }

        if (limits.Memory is not null)
        {
            yield return "memory";
        }
    }

    private string Place(string controller) => Mount(controller)!.FromOwnToRoot().First();

    private CgroupMount? Mount(string controller) =>
        CgroupMount.All(processes).FirstOrDefault(m => m.Version == 1 && m.Controllers.Contains(controller));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
