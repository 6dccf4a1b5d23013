using System.Globalization;
using ReefChaos.Processes;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Control groups of version 2: one hierarchy, whose controllers each group hands down to the groups below it.</summary>
/// <remarks>
/// A group with processes of its own cannot hand controllers down, so the runner's own group seldom serves; then it is
/// the nearest parent that we may write to.
/// </remarks>
internal sealed class CgroupV2Rung(Procfs processes) : ILimitRung
{
    private const int PeriodUs = 100_000;

    private const string Remedy =
        "run as root, or below a group that is delegated to you: systemd-run --user --scope -p Delegate=yes reef run …";

    public CgroupV2Rung() : this(new Procfs())
    {
    }

    public string Name => "cgroup-v2";

    public Lack? WhyNot(LimitsSpec limits)
    {
        if (Mount() is not { } mount)
        {
            return new Lack("no version 2 hierarchy is mounted", "start the machine with systemd.unified_cgroup_hierarchy=1");
        }

        var offered = Words(Path.Combine(mount.Folder, "cgroup.controllers"));
        var missing = Needed(limits).Where(c => !offered.Contains(c)).ToList();
        return missing.Count > 0
            ? new Lack(
                $"the version 2 hierarchy does not control {string.Join(" and ", missing)}",
                "start the machine with systemd.unified_cgroup_hierarchy=1: version 1 may have them")
            : LimitTrial.Of(this, limits, Remedy);
    }

    public PreparedLimits Prepare(LimitsSpec limits)
    {
        Exception? last = null;
        foreach (var place in Mount()?.FromOwnToRoot() ?? [])
        {
            try
            {
                HandDown(place, limits);
                var group = ControlGroup.Make(place, Files(limits), ("memory.swap.max", "0"), ("memory.oom.group", "1"));
                return new PreparedLimits(Name, LimitText.Of(limits, "control groups (version 2)"))
                {
                    Before = [LimitText.Enter(group)],
                    Groups = [group],
                    Gauge = new CgroupV2Gauge(group),
                };
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                last = e;
            }
        }

        throw new IOException(last?.Message ?? "There is no group to make one in.", last);
    }

    private static void HandDown(string place, LimitsSpec limits)
    {
        var file = Path.Combine(place, "cgroup.subtree_control");
        var handed = Words(file);
        var missing = Needed(limits).Where(c => !handed.Contains(c)).Select(c => "+" + c).ToList();
        if (missing.Count > 0)
        {
            File.WriteAllText(file, string.Join(' ', missing));
        }
    }

    private static IEnumerable<(string File, string Value)> Files(LimitsSpec limits)
    {
        if (limits.Cpus is { } cpus)
        {
            yield return ("cpu.max", string.Create(CultureInfo.InvariantCulture, $"{Math.Round(cpus * PeriodUs)} {PeriodUs}"));
        }

        if (limits.Memory is { } memory)
        {
            yield return ("memory.max", memory.Bytes.ToString(CultureInfo.InvariantCulture));
        }
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

    private CgroupMount? Mount() => CgroupMount.All(processes).FirstOrDefault(m => m.Version == 2);

    private static string[] Words(string file) =>
        File.Exists(file) ? File.ReadAllText(file).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries) : [];
}
