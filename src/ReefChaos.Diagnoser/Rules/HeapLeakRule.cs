using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>What is kept in the heap and gets more with each request: objects and parked methods.</summary>
/// <param name="leastBytes">That objects of one root must have gained.</param>
internal sealed class HeapLeakRule(long leastBytes) : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals)
    {
        var parked = Parked(signals).ToList();
        var objects = Objects(signals).Concat(Kept(signals))
            .GroupBy(m => m.Where)
            .Select(place => place.First() with { Evidence = [.. place.SelectMany(m => m.Evidence).Distinct()] });
        return parked.Count > 0 ? parked : objects;
    }

    /// <summary>Methods that were begun outside of any request and get more; what keeps them grows with them.</summary>
    private static IEnumerable<CauseMode> Parked(Signals signals) => signals.Awaits
        .Where(a => a is { Where: not null, InRequest: 0, Blocking: 0, Kind: AwaitKind.Other or AwaitKind.Delay or AwaitKind.Library } && Leaks.AreMore(a.Count, signals))
        .Select(a => Leaks.Mode(a.Where, [$"methods that nobody waits for were parked: {Lasting.Words([a], signals)}"], signals));

    private IEnumerable<CauseMode> Objects(Signals signals) => signals.Growth
        .Where(g => (g.IsUsers || g.IsInjected) && g is { IsLimited: false, HasStopped: false } && Leaks.AreMore(g.Count, signals) && g.Count.Growth > Marks.ObjectsPerHeldRequest * Held(signals) && !IsBacklog(g, signals))
        .GroupBy(g => g.Path[0])
        .Where(root => root.Sum(g => g.Bytes.Growth) >= leastBytes)
        .Select(root => Leaks.Mode(
            root.Select(g => g.Where).FirstOrDefault(w => w is not null),
            [
                .. root.Select(g => $"{g.Type}: from {g.Count.First} to {g.Count.Last}, {Leaks.Bytes(g.Bytes.Growth)} more, after a collection each"),
                $"kept by {string.Join(" → ", root.First().Path)}",
            ],
            signals));

    /// <summary>
    /// The heap has got larger since before the trouble, and comes near to its limit; collections of all generations did not help, and this takes a
    /// good part of it.
    /// </summary>
    private static IEnumerable<CauseMode> Kept(Signals signals) => signals.InUse is { } inUse
        && inUse.Growth >= Math.Max(Marks.LeakedHeapBytes, Marks.LeakedHeapShare * inUse.First) && !HeapRoom.IsLeft(signals)
        ? signals.Kept
            .Where(k => k.Bytes.Last >= Marks.KeptShare * inUse.Growth)
            .Select(k => Leaks.Mode(
                k.Where,
                [
                    $"the heap in use after a collection of all generations: from {Leaks.Bytes(inUse.First)} before the trouble to {Leaks.Bytes(inUse.Last)}",
                    $"{k.Type}: {k.Count.Last} with {Leaks.Bytes(k.Bytes.Last)}, kept by {string.Join(" → ", k.Path)}",
                    .. k.IsInjected ? ["ReefChaos's own leak fault keeps them"] : Array.Empty<string>(),
                ],
                signals))
        : [];

    /// <summary>How many more requests are held up than at the first look: what they refer to is no leak of its own.</summary>
    private static long Held(Signals signals) =>
        signals.Awaits.Where(a => a.InRequest > 0).Sum(a => Math.Max(0, a.Count.Growth))
        + signals.Waits.Where(w => w is { OnPool: true, Where: not null }).Sum(w => Math.Max(0, w.Count.Growth));

    /// <summary>What waits in a channel for a reader that itself waits for a thread is let go once there is one.</summary>
    private static bool IsBacklog(TypeGrowth growth, Signals signals) =>
        PoolState.IsBehind(signals) && growth.Path.Any(p => p.StartsWith("System.Threading.Channels.", StringComparison.Ordinal));
}
