using ReefChaos.Verdicts;

namespace ReefChaos.Diagnoser.Rules;

/// <summary>Writers that wait for room in a bounded channel. A reader that waits for items is idle, and no trouble.</summary>
internal sealed class BlockedChannelRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals) => BlockedPlaces.Places(signals, a => a.Kind == AwaitKind.ChannelWrite)
        .Where(place => place.Sum(a => a.Count.Last) >= Marks.BlockedWriters && Lasting.IsMost(place) && HeldUp.Any(place))
        .Select(place => new CauseMode(
            CauseModes.BlockedChannel,
            place.Key,
            [$"writers were parked for room in a bounded channel: {Lasting.Words(place, signals)}"],
            [],
            "Write with a limit and drop or store elsewhere what finds no room, and see why the channel's reader stopped."));
}
