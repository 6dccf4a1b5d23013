using System.Diagnostics;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Whether limits work is found out by setting them for a child that does nothing: rights to control groups have too many forms to be read off.</summary>
internal static class LimitTrial
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>What went wrong, null if nothing did.</returns>
    public static Lack? Of(ILimitRung rung, LimitsSpec limits, string remedy)
    {
        try
        {
            using var prepared = rung.Prepare(limits);
            return Enter(prepared) is { } why ? new Lack(why, remedy) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return new Lack(e.Message, remedy);
        }
    }

    private static string? Enter(PreparedLimits prepared)
    {
        var start = new ProcessStartInfo("sh", ["-c", string.Join(" && ", [.. prepared.Before, "exec \"$@\""]), "sh", .. prepared.Wrapper, "true"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var child = Process.Start(start)!;
        if (!child.WaitForExit(Patience))
        {
            child.Kill(entireProcessTree: true);
            return "a trial did not end";
        }

        return child.ExitCode == 0 ? null : child.StandardError.ReadToEnd().Trim();
    }
}
