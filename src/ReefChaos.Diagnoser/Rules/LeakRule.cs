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
        var objects = Objects(signals).Concat(Kept(signals))
            .GroupBy(m => m.Where)
            .Select(place => place.First() with { Evidence = [.. place.SelectMany(m => m.Evidence).Distinct()] });
        return [.. parked.Count > 0 ? parked : objects, .. Threads(signals), .. Native(signals)];
    }

    /// <summary>Methods that were begun outside of any request and get more; what keeps them grows with them.</summary>
    private static IEnumerable<CauseMode> Parked(Signals signals) => signals.Awaits
        .Where(a => a is { Where: not null, InRequest: 0, Blocking: 0, Kind: AwaitKind.Other or AwaitKind.Delay or AwaitKind.Library } && IsLeak(a.Count, signals))
        .Select(a => Leak(a.Where, [$"methods that nobody waits for were parked: {Lasting.Words([a], signals)}"], signals));

    private static IEnumerable<CauseMode> Objects(Signals signals) => signals.Growth
        .Where(g => (g.IsUsers || g.IsInjected) && IsLeak(g.Count, signals) && g.Count.Growth > Marks.ObjectsPerHeldRequest * Held(signals))
        .GroupBy(g => g.Path[0])
        .Select(root => Leak(
            root.Select(g => g.Where).FirstOrDefault(w => w is not null),
            [
                .. root.Select(g => $"{g.Type}: from {g.Count.First} to {g.Count.Last}, {Bytes(g.Bytes.Growth)} more, after a collection each"),
                $"kept by {string.Join(" → ", root.First().Path)}",
            ],
            signals));

    /// <summary>
    /// The heap has got larger since before the trouble, and comes near to its limit; collections of all generations did not help, and this takes a
    /// good part of it.
    /// </summary>
    private static IEnumerable<CauseMode> Kept(Signals signals) => signals.InUse is { } inUse
        && inUse.Growth >= Math.Max(Marks.LeakedHeapBytes, Marks.LeakedHeapShare * inUse.First) && inUse.Last >= Marks.ShortHeapShare * (signals.HeapLimit ?? 0)
        ? signals.Kept
            .Where(k => k.Bytes.Last >= Marks.KeptShare * inUse.Growth)
            .Select(k => Leak(
                k.Where,
                [
                    $"the heap in use after a collection of all generations: from {Bytes(inUse.First)} before the trouble to {Bytes(inUse.Last)}",
                    $"{k.Type}: {k.Count.Last} with {Bytes(k.Bytes.Last)}, kept by {string.Join(" → ", k.Path)}",
                    .. k.IsInjected ? ["ReefChaos's own leak fault keeps them"] : Array.Empty<string>(),
                ],
                signals))
        : [];

    private static IEnumerable<CauseMode> Threads(Signals signals) => signals.Waits
        .Where(w => w is { OnPool: false, Where: not null } && w.Count.Growth >= Marks.LeakedThreads && w.Count.Growth >= signals.Threads.Growth / 2)
        .Select(w => Leak(
            w.Where,
            [$"threads that wait in {w.What}: from {w.Count.First} to {w.Count.Last}", $"threads of the process: from {signals.Threads.First} to {signals.Threads.Last}"],
            signals));

    private static IEnumerable<CauseMode> Native(Signals signals) =>
        signals.Memory is { } memory && OfThreads(signals) is var threads
        && Math.Min(memory.Middle - memory.First, memory.Last - memory.Middle) >= ((Marks.LeakedNativeBytes * signals.WindowSeconds) + threads) / 2
            ? [Leak(null, [FormattableString.Invariant($"{Bytes(memory.Last - memory.First)} more in use outside of the managed heap in {signals.WindowSeconds:0.0} s, {Bytes(memory.Middle - memory.First)} of them in the first half")], signals)]
            : [];

    private static long OfThreads(Signals signals) => Math.Max(0, signals.Threads.Growth) * Marks.ThreadBytes;

    /// <summary>How many more requests are held up than at the first look: what they refer to is no leak of its own.</summary>
    private static long Held(Signals signals) =>
        signals.Awaits.Where(a => a.InRequest > 0).Sum(a => Math.Max(0, a.Count.Growth))
        + signals.Waits.Where(w => w is { OnPool: true, Where: not null }).Sum(w => Math.Max(0, w.Count.Growth));

    private static bool IsLeak(Change count, Signals signals) =>
        count.Growth >= Marks.LeakedObjects && count.Growth >= Marks.LeakedPerRequest * (signals.Traffic?.Served ?? 0);

    private static CauseMode Leak(CodeSite? where, IReadOnlyList<string> evidence, Signals signals) => new(
        CauseModes.Leak, where, evidence, [FormattableString.Invariant($"a cache that still fills up looks the same for {signals.WindowSeconds:0.0} s")], Advice);

    private static string Bytes(double bytes) => FormattableString.Invariant($"{bytes / (1 << 20):0.#} MiB");
}
