using ReefChaos.Processes;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Where a hierarchy of control groups is mounted, and which of its groups a process is in.</summary>
/// <param name="Controllers">Version 1 only: what this hierarchy controls.</param>
/// <param name="Own">Below the mount, such as <c>/user.slice/session-2.scope</c>.</param>
internal sealed record CgroupMount(int Version, string Folder, IReadOnlyList<string> Controllers, string Own)
{
    public static IReadOnlyList<CgroupMount> All(Procfs processes, string process = "self")
    {
        var memberships = (processes.Read($"{process}/cgroup") ?? "").Split('\n').Select(l => l.Split(':', 3)).Where(p => p.Length == 3).ToList();
        var mounts = (processes.Read("self/mountinfo") ?? "").Split('\n').Select(Fields).OfType<(string Root, string Folder, string Type, string Options)>();
        return [.. mounts.Where(m => m.Type is "cgroup" or "cgroup2").Select(m => Join(m, memberships)).OfType<CgroupMount>()];
    }

    /// <summary>The own group's folder, its parents, and at last the mount itself.</summary>
    public IEnumerable<string> FromOwnToRoot()
    {
        for (var group = Own; group.Length > 1; group = group[..group.LastIndexOf('/')])
        {
            if (Directory.Exists(Folder + group))
            {
                yield return Folder + group;
            }
        }

        yield return Folder;
    }

    private static (string Root, string Folder, string Type, string Options)? Fields(string line)
    {
        // ID PARENT DEVICE ROOT FOLDER OPTIONS [MORE...] - TYPE SOURCE SUPER-OPTIONS
        var halves = line.Split(" - ", 2);
        var left = halves[0].Split(' ');
        var right = halves.Length == 2 ? halves[1].Split(' ') : [];
        return left.Length > 5 && right.Length > 2 ? (left[3], left[4], right[0], right[2]) : null;
    }

    private static CgroupMount? Join((string Root, string Folder, string Type, string Options) mount, List<string[]> memberships)
    {
        var version = mount.Type == "cgroup2" ? 2 : 1;
        var options = mount.Options.Split(',');
        var own = version == 2
            ? memberships.FirstOrDefault(m => m[0] == "0" && m[1].Length == 0)
            : memberships.FirstOrDefault(m => m[1].Length > 0 && m[1].Split(',').All(options.Contains));
        return own is null ? null : new CgroupMount(version, mount.Folder, options, Below(mount.Root, own[2]));
    }

    /// <summary>In a container the mount may show only a part of the hierarchy; then the membership begins with that part's path.</summary>
    private static string Below(string root, string own)
    {
        var path = root.Length > 1 && own.StartsWith(root, StringComparison.Ordinal) ? own[root.Length..] : own;
        return path.Contains("/..", StringComparison.Ordinal) ? "/" : path;
    }
}
