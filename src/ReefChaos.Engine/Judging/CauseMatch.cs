using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>Whether the failure mode that was seen is the one that was injected.</summary>
internal static class CauseMatch
{
    /// <summary>What was seen instead; null where it fits, or cannot be told.</summary>
    /// <remarks>
    /// Only failure modes are compared: what a killed container or a slow answer looks like from inside is no fixed thing. A mode without a
    /// place is too vague to put a verdict in doubt.
    /// </remarks>
    public static string? Other(Plan plan, Cause? cause)
    {
        if (cause is not { Starved: false, Modes.Count: > 0 } found)
        {
            return null;
        }

        var injected = plan.Faults.Select(f => FaultCatalogue.NameOf(f.Fault)).ToList();
        var seen = found.Modes.Where(m => m.Where is not null).Select(m => m.Mode).Distinct().ToList();
        return seen.Count > 0 && injected.All(CauseModes.Injectable.Contains) && !seen.Exists(injected.Contains)
            ? $"{string.Join(" and ", seen)} and not {string.Join(" or ", injected.Distinct())}"
            : null;
    }
}
