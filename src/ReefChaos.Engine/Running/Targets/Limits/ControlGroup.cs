using System.Globalization;
using ReefChaos.Processes;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Folders of the kernel's control groups (cgroups), of both versions.</summary>
internal static class ControlGroup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>All folders in which a runner like this one makes its groups.</summary>
    public static IReadOnlyList<string> Places(Procfs processes) =>
        [.. CgroupMount.All(processes).SelectMany(m => m.Version == 2 ? m.FromOwnToRoot() : m.FromOwnToRoot().Take(1).Append(m.Folder)).Distinct()];

    public static IReadOnlyList<string> Hierarchies(Procfs processes) => [.. CgroupMount.All(processes).Select(m => m.Folder).Distinct()];

    /// <summary>The groups of ours that a process is in.</summary>
    public static IEnumerable<string> Of(Procfs processes, int id) =>
        CgroupMount.All(processes, id.ToString(CultureInfo.InvariantCulture))
            .Select(m => m.Folder + m.Own)
            .Where(g => Owner.OfGroup(Path.GetFileName(g)) is not null);

    /// <summary>Makes the group and writes its limits, or leaves nothing.</summary>
    /// <param name="whereKnown">Written only where the kernel has such a file.</param>
    public static string Make(string place, IEnumerable<(string File, string Value)> limits, params IEnumerable<(string File, string Value)> whereKnown)
    {
        var group = Path.Combine(place, Owner.Prefix + Owner.NewPart());
        Directory.CreateDirectory(group);
        try
        {
            foreach (var (file, value) in limits.Concat(whereKnown.Where(f => File.Exists(Path.Combine(group, f.File)))))
            {
                File.WriteAllText(Path.Combine(group, file), value);
            }

            return group;
        }
        catch
        {
            Remove(group);
            throw;
        }
    }

    /// <summary>Kills the group's processes and removes it. False where it is still there, or was not.</summary>
    public static bool Remove(string group)
    {
        var waited = TimeSpan.Zero;
        using var never = new ManualResetEventSlim();
        while (Directory.Exists(group))
        {
            KillAll(group);
            try
            {
                Directory.Delete(group);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Killed processes leave the group a moment later.
                if (waited > Patience)
                {
                    return false;
                }
            }

            never.Wait(Pause);
            waited += Pause;
        }

        return false;
    }

    private static void KillAll(string group)
    {
        try
        {
            foreach (var line in File.ReadAllLines(Path.Combine(group, "cgroup.procs")))
            {
                // Ids of another pid namespace read as 0, which would name ourselves.
                if (int.TryParse(line, out var id) && id > 1 && id != Environment.ProcessId)
                {
                    Native.Signal(id, Native.SigKill);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The group went meanwhile.
        }
    }
}
