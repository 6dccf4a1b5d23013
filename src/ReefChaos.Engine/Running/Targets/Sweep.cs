using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Removes what dead runners left: processes, control groups, temporary folders. It never touches what a living runner owns.</summary>
public sealed class Sweep
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true };

    private readonly Procfs processes;
    private readonly IReadOnlyList<string> groupFolders;
    private readonly IReadOnlyList<string> hierarchies;
    private readonly string sharedFolder;
    private readonly Func<int, bool> kill;
    private readonly List<string> removed = [];

    /// <summary>A runner in another place of the hierarchy made its groups there.</summary>
    private readonly List<string> groupsElsewhere = [];

    /// <param name="groupFolders">Where a runner in this place makes its groups.</param>
    /// <param name="hierarchies">Where runners in other places, such as another login session, made theirs.</param>
    internal Sweep(Procfs processes, IReadOnlyList<string> groupFolders, IReadOnlyList<string> hierarchies, string sharedFolder, Func<int, bool> kill)
    {
        this.processes = processes;
        this.groupFolders = groupFolders;
        this.hierarchies = hierarchies;
        this.sharedFolder = sharedFolder;
        this.kill = kill;
    }

    /// <summary>Tells what it removed, a line each. It never throws: what cannot be removed now is left to the next sweep.</summary>
    /// <param name="alsoOurs">At exit: what this runner itself still owns goes too, apart from this process.</param>
    public static IReadOnlyList<string> Run(bool alsoOurs = false)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var processes = new Procfs();
        var sweep = new Sweep(processes, ControlGroup.Places(processes), ControlGroup.Hierarchies(processes), RunnerFolder.Shared, id => Native.Signal(id, Native.SigKill));
        return sweep.Everything(owner => (alsoOurs && owner == Owner.Current) || !owner.Lives(processes));
    }

    internal IReadOnlyList<string> Everything(Func<Owner, bool> abandoned)
    {
        Guarded(() => Processes(abandoned));
        Guarded(() => Groups(abandoned));
        Guarded(() => GroupsOfOtherPlaces(abandoned));
        Guarded(() => Folders(abandoned));
        return removed;
    }

    private void Processes(Func<Owner, bool> abandoned)
    {
        foreach (var id in processes.ProcessIds().Where(id => id != Environment.ProcessId))
        {
            var groups = ControlGroup.Of(processes, id).ToList();

            // Read again after the owner was found dead: the id may be another process's by now.
            if (OwnerOf(id) is { } owner && processes.SharesOurProcessIds(id) && abandoned(owner) && OwnerOf(id) == owner && kill(id))
            {
                removed.Add($"process {id} of the dead runner {owner.ProcessId}");
                DiagnosticFiles.DeleteOf(id);
                groupsElsewhere.AddRange(groups);
            }
        }
    }

    private Owner? OwnerOf(int id) => Owner.Parse(processes.Variable(id, AgentEnvironment.Owner));

    private void Groups(Func<Owner, bool> abandoned)
    {
        foreach (var folder in groupFolders.SelectMany(f => Below(f, Owner.Prefix + "*")).Union(groupsElsewhere))
        {
            Guarded(() =>
            {
                if (Owner.OfGroup(Path.GetFileName(folder)) is { } owner && abandoned(owner) && ControlGroup.Remove(folder))
                {
                    removed.Add($"control group {folder}");
                }
            });
        }
    }

    /// <summary>
    /// A living runner of a container shares the hierarchy, but its process id means another process here. The start time is the same for all, so a
    /// group goes only where every process of the machine is seen and none has its owner's, and only if no process is in it.
    /// </summary>
    private void GroupsOfOtherPlaces(Func<Owner, bool> abandoned)
    {
        if (!processes.SeesTheWholeMachine)
        {
            return;
        }

        var starts = processes.ProcessIds().Select(id => processes.Stat(id)?.Start).ToHashSet();
        foreach (var folder in hierarchies.SelectMany(h => Below(h, Owner.Prefix + "*", Everywhere)))
        {
            Guarded(() =>
            {
                if (Owner.OfGroup(Path.GetFileName(folder)) is { } owner && !starts.Contains(owner.Start) && abandoned(owner))
                {
                    Directory.Delete(folder);
                    removed.Add($"control group {folder}");
                }
            });
        }
    }

    private void Folders(Func<Owner, bool> abandoned)
    {
        // Another user may have made it in our place, with links to where our rights reach.
        if (Users.OwnerOf(sharedFolder) != Users.Own)
        {
            return;
        }

        foreach (var folder in Below(sharedFolder, "*"))
        {
            Guarded(() =>
            {
                if (Owner.OfPart(Path.GetFileName(folder)) is { } owner && abandoned(owner)
                    && (owner == Owner.Current || !RunnerFolder.IsHeld(folder)))
                {
                    Directory.Delete(folder, recursive: true);
                    removed.Add($"folder {folder}");
                }
            });
        }
    }

    private static string[] Below(string folder, string pattern, EnumerationOptions? options = null) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern, options ?? new EnumerationOptions()) : [];

    private static void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Vanished meanwhile, or not ours.
        }
    }
}
