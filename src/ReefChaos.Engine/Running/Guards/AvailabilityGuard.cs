using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Guards;

/// <summary>Trips when every second of load, for so long, is beyond the bound.</summary>
internal static class AvailabilityGuard
{
    public static string? Tripped(Sustained<Ratio>? guard, History history)
    {
        if (guard is not { } limit)
        {
            return null;
        }

        var span = (int)Math.Ceiling(limit.For.Value.TotalSeconds);
        var last = history.Of<LoadSecond>().Where(s => s.Requests > 0).OrderBy(s => s.Second).TakeLast(span).ToList();
        var tripped = last.Count == span
            && last[^1].Second - last[0].Second == span - 1
            && last.All(s => limit.Bound.Comparison.Holds((double)s.Ok / s.Requests, limit.Bound.Value.Value));
        return tripped ? $"availability {limit}" : null;
    }
}
