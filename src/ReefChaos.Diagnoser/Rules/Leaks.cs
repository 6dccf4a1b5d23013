using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>What all leaks have in common.</summary>
internal static class Leaks
{
    private const string Advice =
        "Bound what keeps them: a size limit and an expiry for caches, an end for timers, tasks and threads, disposal for registrations.";

    /// <summary>More than what a cache gains that fills up.</summary>
    public static bool AreMore(Change count, Signals signals) =>
        count.Growth >= Marks.LeakedObjects && count.Growth >= Marks.LeakedPerRequest * (signals.Traffic?.Served ?? 0);

    public static CauseMode Mode(CodeSite? where, IReadOnlyList<string> evidence, Signals signals) => new(
        CauseModes.Leak, where, evidence, [FormattableString.Invariant($"a cache that still fills up looks the same for {signals.WindowSeconds:0.0} s")], Advice);

    public static string Bytes(double bytes) => FormattableString.Invariant($"{bytes / (1 << 20):0.#} MiB");
}
