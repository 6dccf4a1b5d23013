using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging;

/// <summary>How a target ended, as the rest of a sentence that begins with the target.</summary>
public static class ExitWords
{
    public static string Of(TargetExited exit) => exit.Cause switch
    {
        ExitCause.OutOfMemory => "was killed by the kernel: out of memory",
        ExitCause.KilledByUs => exit.Fault is { } fault ? $"was killed by the fault {fault}" : "was killed by a fault",
        ExitCause.Stopped => $"was stopped by the runner, with exit code {exit.ExitCode}",
        ExitCause.Lost => "was lost: its container engine stopped answering",
        _ => exit.ExitCode == 0 ? "ended by itself, with exit code 0" : $"crashed with exit code {exit.ExitCode}",
    };

    /// <param name="back">Its next start; null where there was none.</param>
    public static string Line(TargetExited exit, TargetRestarted? back) =>
        $"at {Format.Duration(exit.At)} the target {Of(exit)}" + (back is null ? "" : $"; it was back after {Format.Duration(back.DownSeconds)}");
}
