using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>What is kept and gets more with each request: objects, parked methods, threads, native memory.</summary>
internal sealed class LeakRule : IRule
{
    private const string Advice =
        "Bound what keeps them: a size limit and an expiry for caches, an end for timers, tasks and threads, disposal for registrations.";

    public IEnumerable<CauseMode> Find(Signals signals)
    {
        var parked = Parked(signals).ToList();
        return [.. parked.Count > 0 ? parked : Objects(signals), .. Threads(signals), .. Native(signals)];
    }

    /// <summary>Methods that were begun outside of any request and get more; what keeps them grows with them.</summary>
    private static IEnumerable<CauseMode> Parked(Signals signals) => signals.Awaits
        .Where(a => a is { Where: not null, InRequest: 0, Blocking: 0, Kind: AwaitKind.Other or AwaitKind.Delay or AwaitKind.Library } && IsLeak(a.Count, signals))
        .Select(a => Leak(a.Where, [$"methods that nobody waits for were parked: {Lasting.Words([a], signals)}"], signals));

    private static IEnumerable<CauseMode> Objects(Signals signals) => signals.Growth
        .Where(g => g.IsUsers && IsLeak(g.Count, signals))
        .GroupBy(g => g.Path[0])
        .Select(root => Leak(
            root.Select(g => g.Where).FirstOrDefault(w => w is not null),
            [
                .. root.Select(g => $"{g.Type}: from {g.Count.First} to {g.Count.Last}, {Bytes(g.Bytes.Growth)} more, after a collection each"),
                $"kept by {string.Join(" → ", root.First().Path)}",
            ],
            signals));

    private static IEnumerable<CauseMode> Threads(Signals signals) => signals.Waits
        .Where(w => w is { OnPool: false, Where: not null } && w.Count.Growth >= Marks.LeakedThreads && w.Count.Growth >= signals.Threads.Growth / 2)
        .Select(w => Leak(
            w.Where,
            [$"threads that wait in {w.What}: from {w.Count.First} to {w.Count.Last}", $"threads of the process: from {signals.Threads.First} to {signals.Threads.Last}"],
            signals));

    private static IEnumerable<CauseMode> Native(Signals signals) =>
        signals.Memory is { } memory && memory.NativeGrowth >= Marks.LeakedNativeBytes * signals.WindowSeconds
            ? [Leak(null, [$"{Bytes(memory.NativeGrowth)} more in use outside of the managed heap in {signals.WindowSeconds:0.0} s"], signals)]
            : [];

    private static bool IsLeak(Change count, Signals signals) =>
        count.Growth >= Marks.LeakedObjects && count.Growth >= Marks.LeakedPerRequest * (signals.Traffic?.Served ?? 0);

    private static CauseMode Leak(CodeSite? where, IReadOnlyList<string> evidence, Signals signals) => new(
        CauseModes.Leak, where, evidence, [FormattableString.Invariant($"a cache that still fills up looks the same for {signals.WindowSeconds:0.0} s")], Advice);

    private static string Bytes(double bytes) => FormattableString.Invariant($"{bytes / (1 << 20):0.#} MiB");
}
