using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>A process that is stopped by a signal, or whose container is paused. Nothing connects to it, and all of it seems to hang.</summary>
internal static class PausedProcess
{
    /// <summary>Where the kernel keeps threads of a frozen control group.</summary>
    private static readonly string[] Freezers = ["refrigerator", "freezer_trap"];

    public static bool Is(Procfs processes, int processId) =>
        processes.Stat(processId)?.State is 'T' or 't'
        || (processes.Read(processId, "wchan") is { } where && Freezers.Any(f => where.Contains(f, StringComparison.Ordinal)));
}
