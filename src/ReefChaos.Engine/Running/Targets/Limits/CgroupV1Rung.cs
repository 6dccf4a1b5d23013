using System.Globalization;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Control groups of version 1: a hierarchy for each controller.</summary>
internal sealed class CgroupV1Rung(Procfs processes) : ILimitRung
{
    private const int PeriodUs = 100_000;

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
            if (limits.Cpus is { } cpus)
            {
                groups.Add(ControlGroup.Make(Place("cpu"),
                    [("cpu.cfs_period_us", Text(PeriodUs)), ("cpu.cfs_quota_us", Text((long)Math.Round(cpus * PeriodUs)))]));
            }

            var swap = limits.Memory is { } memory ? AddMemory(groups, memory) : "";
            return new PreparedLimits(Name, LimitText.Of(limits, "control groups (version 1)") + swap)
            {
                Before = [.. groups.Select(LimitText.Enter)],
                Groups = groups,
            };
        }
        catch
        {
            groups.ForEach(g => ControlGroup.Remove(g));
            throw;
        }
    }

    /// <returns>What the group cannot hold back.</returns>
    private string AddMemory(List<string> groups, ByteSize memory)
    {
        const string WithSwap = "memory.memsw.limit_in_bytes";
        var group = ControlGroup.Make(Place("memory"), [("memory.limit_in_bytes", Text(memory.Bytes))], (WithSwap, Text(memory.Bytes)));
        groups.Add(group);
        return File.Exists(Path.Combine(group, WithSwap)) ? "" : "; swap is not limited, as this kernel does not count it";
    }

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
