using System.Globalization;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Limits;

namespace ReefChaos.Engine.Diagnosing.Capturing;

/// <summary>A process that is stopped by a signal, or whose container is paused. It answers nobody, and all of it seems to hang.</summary>
internal static class PausedProcess
{
    public static bool Is(Procfs processes, int processId) =>
        processes.Stat(processId)?.State is 'T' or 't'
        || CgroupMount.All(processes, processId.ToString(CultureInfo.InvariantCulture)).Any(m => IsFrozen(processes, m));

    private static bool IsFrozen(Procfs processes, CgroupMount mount) => mount.Version == 2
        ? GroupFile.Field(mount.FromOwnToRoot().First(), "cgroup.events", "frozen") == 1
        : mount.Controllers.Contains("freezer") && processes.Read(Path.Combine(mount.FromOwnToRoot().First(), "freezer.state"))?.Trim() == "FROZEN";
}
