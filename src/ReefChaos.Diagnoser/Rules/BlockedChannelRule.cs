using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Writers that wait for room in a bounded channel, pipe or collection. A reader that waits for items is idle, and no trouble.</summary>
internal sealed class BlockedChannelRule : IRule
{
    private const string Advice = "Write with a limit and drop or store elsewhere what finds no room, and see why the channel's reader stopped.";

    public IEnumerable<CauseMode> Find(Signals signals) => Parked(signals).Concat(Threads(signals))
        .GroupBy(m => m.Where)
        .Select(place => place.First() with { Evidence = [.. place.SelectMany(m => m.Evidence)] });

    private static IEnumerable<CauseMode> Parked(Signals signals) => BlockedPlaces.Places(signals, a => a.Kind == AwaitKind.ChannelWrite)
        .Where(place => place.Sum(a => a.Count.Last) >= Marks.BlockedWriters && Lasting.IsMost(place) && HeldUp.Any(place))
        .Select(place => new CauseMode(
            CauseModes.BlockedChannel,
            place.Key,
            [$"writers were parked for room in a bounded channel: {Lasting.Words(place, signals)}"],
            [],
            Advice));

    private static IEnumerable<CauseMode> Threads(Signals signals) => signals.Waits
        .Where(w => w is { Kind: WaitKind.ChannelWrite, OnPool: true, Where: not null }
            && (w.Lasting >= Marks.BlockedWriters || (PoolState.IsBehind(signals) && w.Mean >= Marks.BlockedWritersOfFew)))
        .Select(w => new CauseMode(
            CauseModes.BlockedChannel,
            w.Where,
            [FormattableString.Invariant($"{w.Mean:0.0} threads at a time waited in {w.What} for room, {w.Lasting} of them for all of {signals.WindowSeconds:0.0} s")],
            [],
            Advice));
}
