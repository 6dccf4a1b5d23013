using System.Globalization;
using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>How often the kernel held a process's control group to its processor quota, at one moment.</summary>
/// <param name="Periods">In which it ran at all.</param>
internal readonly record struct ThrottleLook(long Periods, long Throttled)
{
    /// <summary>Where version 1 has its processor controllers mounted, and version 2 everything.</summary>
    private static readonly string[] Mounts = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup"];

    /// <summary>Nothing where there is no quota, or the group is another namespace's.</summary>
    public static ThrottleLook At(Procfs processes, int processId) => GroupOf(processes.Read(processId, "cgroup")) is { } group
        ? Mounts.Select(m => Parse(processes.Read($"{m}{group}/cpu.stat"))).FirstOrDefault(l => l.Periods > 0)
        : default;

    /// <summary>The path of the group that limits processors, of <c>/proc/PID/cgroup</c>.</summary>
    public static string? GroupOf(string? groups)
    {
        // Number, controllers, path; version 2 has number 0 and names no controllers.
        var lines = (groups ?? "").Split('\n').Select(l => l.Split(':', 3)).Where(l => l.Length == 3).ToList();
        return lines.FirstOrDefault(l => l[1].Split(',').Contains("cpu"))?[2] ?? lines.FirstOrDefault(l => l[0] == "0")?[2];
    }

    /// <summary>Of <c>cpu.stat</c>, which has the same names in both versions.</summary>
    public static ThrottleLook Parse(string? stat)
    {
        long Of(string name) => (stat ?? "").Split('\n').Select(l => l.Split(' ')).FirstOrDefault(l => l.Length == 2 && l[0] == name) is [_, var number]
            && long.TryParse(number, CultureInfo.InvariantCulture, out var value) ? value : 0;
        return new ThrottleLook(Of("nr_periods"), Of("nr_throttled"));
    }

    /// <summary>The share of the periods until later in which it wanted more than its quota.</summary>
    public double ShareUntil(ThrottleLook later) => later.Periods > Periods ? (double)(later.Throttled - Throttled) / (later.Periods - Periods) : 0;
}
