using ReefChaos.Histories;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// The histograms of all seconds on one grid of values, as counts at or below each value: a percentile of any mix of the
/// seconds is then a binary search, with no histogram merged.
/// </summary>
internal sealed class LatencyGrid
{
    private readonly int[][] atOrBelow;
    private readonly long[] sums;

    /// <exception cref="FormatException">A histogram is malformed or empty.</exception>
    public LatencyGrid(IReadOnlyList<LoadSecond> seconds)
    {
        var decoded = seconds.Select(Decode).ToList();
        Values = Thin([.. decoded.SelectMany(d => d).Select(p => p.Value).Distinct().Order()], seconds.Count);
        atOrBelow = Array.ConvertAll(Values, _ => new int[seconds.Count]);
        for (var second = 0; second < decoded.Count; second++)
        {
            Fill(decoded[second], second);
        }

        Counts = atOrBelow.Length == 0 ? [] : atOrBelow[^1];
        sums = Array.ConvertAll(atOrBelow, seconds => seconds.Sum(c => (long)c));
        Count = sums.Length == 0 ? 0 : sums[^1];
    }

    /// <summary>Microseconds, rising.</summary>
    public long[] Values { get; }

    /// <summary>Requests by second.</summary>
    public int[] Counts { get; }

    public long Count { get; }

    /// <summary>By second, the requests that took at most <c>Values[value]</c>.</summary>
    public ReadOnlySpan<int> AtOrBelow(int value) => atOrBelow[value];

    /// <summary>Requests in all seconds that took at most <c>Values[value]</c>.</summary>
    public long SumAtOrBelow(int value) => sums[value];

    /// <summary>The place in <see cref="Values"/> of the least value that so large a share of requests does not exceed.</summary>
    public int PlaceOf(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count - 1e-9));
        var found = Array.BinarySearch(sums, rank);
        for (found = found < 0 ? ~found : found; found > 0 && sums[found - 1] >= rank; found--)
        {
        }

        return found;
    }

    /// <summary>Keeps every so-manyth value and the last: a value in between is then counted as the next greater one.</summary>
    private static long[] Thin(long[] values, int seconds)
    {
        var step = (int)((long)values.Length * seconds / Thresholds.GridCells) + 1;
        return step == 1 ? values : [.. values.Where((_, i) => i % step == 0 || i == values.Length - 1)];
    }

    private void Fill(IReadOnlyList<(long Value, long Count)> pairs, int second)
    {
        var next = 0;
        var sum = 0;
        for (var value = 0; value < Values.Length; value++)
        {
            for (; next < pairs.Count && pairs[next].Value <= Values[value]; next++)
            {
                sum = checked(sum + (int)pairs[next].Count);
            }

            atOrBelow[value][second] = sum;
        }
    }

    private static IReadOnlyList<(long Value, long Count)> Decode(LoadSecond second)
    {
        var pairs = EncodedHistogram.Decode(second.Latencies);
        if (pairs.Sum(p => p.Count) == 0)
        {
            throw new FormatException($"second {second.Second} has {second.Requests} requests and no latencies");
        }

        for (var i = 1; i < pairs.Count; i++)
        {
            if (pairs[i].Value <= pairs[i - 1].Value)
            {
                throw new FormatException($"the latencies of second {second.Second} are not in rising order");
            }
        }

        return pairs;
    }
}
