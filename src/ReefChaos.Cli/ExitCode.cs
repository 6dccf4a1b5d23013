using ReefChaos.Engine.Reporting;
using ReefChaos.Verdicts;

namespace ReefChaos.Cli;

internal enum ExitCode
{
    AllHeld = 0,
    Broken = 1,
    Inconclusive = 2,
    InvalidInput = 3,
    EnvironmentLacks = 4,
    Defect = 5,

    /// <summary>128 + SIGINT, as shells expect of a program that ctrl-C ended.</summary>
    Cancelled = 130,
}

internal static class ExitCodes
{
    /// <summary>Broken outranks Inconclusive, which outranks Held.</summary>
    public static ExitCode Of(IReadOnlyList<RunResult> runs) =>
        runs.Any(r => r.Verdict.Kind == VerdictKind.Broken) ? ExitCode.Broken
        : runs.Any(r => r.Verdict.Kind == VerdictKind.Inconclusive) ? ExitCode.Inconclusive
        : ExitCode.AllHeld;
}
