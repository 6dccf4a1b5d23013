using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Diagnosing.Rules;

/// <summary>Writers that wait for room in a bounded channel.</summary>
internal sealed class BlockedChannelRule : IRule
{
    public IEnumerable<CauseMode> Find(Signals signals) => signals.Awaits
        .Where(a => a.Kind == AwaitKind.ChannelWrite && a.Count.Last >= Marks.BlockedWriters && Lasting.IsMost(a))
        .Select(a => new CauseMode(
            CauseModes.BlockedChannel,
            a.Where,
            [$"{a.Count.First}, then {a.Count.Last} writers were parked for room in a bounded channel, {a.Lasting} of them all the time"],
            [],
            "Write with a limit and drop or store elsewhere what finds no room, and see why the channel's reader stopped."));
}
