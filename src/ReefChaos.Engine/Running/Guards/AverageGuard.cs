using ReefChaos.Engine.Judging.Precursors;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Guards;

/// <summary>Trips when a signal's average over the whole time given, up to the newest reading, is beyond the bound.</summary>
internal static class AverageGuard
{
    /// <param name="number">The bound's value in the signal's unit.</param>
    public static string? Tripped<T>(
        string name, Sustained<T>? guard, Func<T, double> number, Func<History, Window, IEnumerable<SignalValue>> signal, History history)
        where T : struct, IScalar<T>
    {
        if (guard is not { } limit)
        {
            return null;
        }

        var seconds = limit.For.Value.TotalSeconds;
        var last = signal(history, new Window(seconds, seconds)).Select(r => (double?)r.Value).LastOrDefault();
        return last is { } value && limit.Bound.Comparison.Holds(value, number(limit.Bound.Value)) ? $"{name} {limit}" : null;
    }
}
