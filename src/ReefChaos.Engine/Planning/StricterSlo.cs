using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>Joins objectives: where both sides state one, the stricter bound counts.</summary>
internal static class StricterSlo
{
    /// <summary>The scenario with the thresholds of its load profile among its objectives.</summary>
    public static Scenario With(this Scenario scenario, LoadProfile profile) => scenario with { Slo = Of(scenario.Slo, profile.Thresholds) };

    /// <param name="first">Keeps its bounds where the other's point the other way; <see cref="ThresholdCheck"/> tells.</param>
    public static Slo Of(Slo first, Slo? second) => second is null ? first : first with
    {
        Availability = Of(first.Availability, second.Availability, r => r.Value),
        Latency = Of(first.Latency, second.Latency),
        Throughput = Of(first.Throughput, second.Throughput, f => f.PerSecond),
    };

    public static bool IsUpper(this Comparison comparison) => comparison is Comparison.AtMost or Comparison.Below;

    private static IReadOnlyDictionary<Percentile, Bound<Duration>>? Of(
        IReadOnlyDictionary<Percentile, Bound<Duration>>? first, IReadOnlyDictionary<Percentile, Bound<Duration>>? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        var joined = first.ToDictionary();
        foreach (var (percentile, bound) in second)
        {
            joined[percentile] = joined.TryGetValue(percentile, out var known) ? Of<Duration>(known, bound, d => d.Value.Ticks)!.Value : bound;
        }

        return joined;
    }

    private static Bound<T>? Of<T>(Bound<T>? first, Bound<T>? second, Func<T, double> number) where T : struct, IScalar<T>
    {
        if (first is not { } a || second is not { } b || a.Comparison.IsUpper() != b.Comparison.IsUpper())
        {
            return first ?? second;
        }

        var difference = number(b.Value) - number(a.Value);
        var isStricter = difference == 0 ? b.Comparison is Comparison.Below or Comparison.Above : difference < 0 == a.Comparison.IsUpper();
        return isStricter ? b : a;
    }
}
