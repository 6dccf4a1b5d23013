using ReefChaos.Engine.Judging;
using ReefChaos.Engine.Judging.Precursors;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Guards;

/// <summary>Trips when every reading of a signal, for so long up to the newest, is beyond the bound.</summary>
internal static class LevelGuard
{
    public static string? Tripped(string name, Sustained<Ratio>? guard, Func<History, IEnumerable<SignalValue>> signal, History history)
    {
        if (guard is not { } limit)
        {
            return null;
        }

        var readings = signal(history).ToList();
        var stretches = Stretch.Of(readings, share => limit.Bound.Comparison.Holds(share, limit.Bound.Value.Value));
        return stretches is [.., var last]
            && last.Readings[^1] == readings[^1]
            && last.Seconds >= limit.For.Value.TotalSeconds - Thresholds.LookJitter
                ? $"{name} {limit}"
                : null;
    }
}
