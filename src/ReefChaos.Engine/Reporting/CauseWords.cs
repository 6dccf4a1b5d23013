using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Reporting;

/// <summary>A cause in lines for people.</summary>
public static class CauseWords
{
    /// <summary>The modes in one line.</summary>
    public static string Modes(Cause cause) =>
        cause.Starved ? "none can be named, as it got too little processor time"
        : cause.Modes.Count == 0 ? "no failure mode was found"
        : string.Join("; ", cause.Modes.Select(Head));

    /// <summary>A line for each mode with its evidence; none where nobody looked.</summary>
    public static IEnumerable<string> Of(Cause? cause) => cause switch
    {
        null => [],
        { Modes.Count: 0 } => [$"cause: {string.Join(". ", [Modes(cause), .. cause.Notes])}"],
        _ => cause.Modes.Select(m => $"cause: {Head(m)}: {string.Join("; ", m.Evidence)}{Against(m)}. Usual defence: {m.Advice}"),
    };

    private static string Head(CauseMode mode) => mode.Where is null ? mode.Mode : $"{mode.Mode} at {mode.Where}";

    private static string Against(CauseMode mode) => mode.Against.Count == 0 ? "" : $" (but {string.Join("; ", mode.Against)})";
}
