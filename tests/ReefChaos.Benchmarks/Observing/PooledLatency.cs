using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>The requests of many turns as one sample, as a judge takes those of an arm: a single turn's p99 is that of a few dozen slow requests.</summary>
internal sealed class PooledLatency(IEnumerable<Turn> turns)
{
    private const double MicrosecondsPerMillisecond = 1e3;

    private readonly LatencyGrid grid = new([.. turns.SelectMany(t => t.Seconds)]);

    /// <param name="share">From 0 to 1.</param>
    /// <param name="drawn">Numbers of turns, each as often as it counts.</param>
    /// <returns>Milliseconds.</returns>
    public double Percentile(double share, IReadOnlyList<int> drawn)
    {
        var rank = share * Sum(grid.Counts, drawn);
        var (low, high) = (0, grid.Values.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Sum(grid.AtOrBelow(middle), drawn) < rank ? (middle + 1, high) : (low, middle);
        }

        return grid.Values[low] / MicrosecondsPerMillisecond;
    }

    private static long Sum(ReadOnlySpan<int> bySecond, IReadOnlyList<int> drawn)
    {
        var sum = 0L;
        foreach (var turn in drawn)
        {
            foreach (var count in bySecond.Slice(turn * Turns.Measured, Turns.Measured))
            {
                sum += count;
            }
        }

        return sum;
    }
}
