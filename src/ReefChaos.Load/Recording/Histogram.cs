using System.Numerics;
using System.Runtime.CompilerServices;

namespace ReefChaos.Load.Recording;

/// <summary>
/// Counts of microseconds from 1 µs to 1 hour, in the buckets of an HdrHistogram with three digits. What lies outside counts as the
/// nearest end. Not safe for concurrent use.
/// </summary>
/// <remarks>It is the same arithmetic as the library's, without what a recording does not need: a request is recorded two or three times.</remarks>
internal sealed class Histogram
{
    public const long Longest = 3_600_000_000;

    /// <summary>Below this a bucket is one microsecond wide; each doubling above it doubles the width.</summary>
    private const int Exact = 2048;

    private readonly int[] counts = new int[IndexOf(Longest) + 1];
    private int highest = -1;

    public long Count { get; private set; }

    /// <summary>The upper end of the highest bucket in use; 0 where nothing was recorded.</summary>
    public long Max => highest < 0 ? 0 : ValueAt(highest);

    public void Record(long nanoseconds)
    {
        var index = IndexOf(Math.Clamp((nanoseconds + 500) / 1000, 1, Longest));
        counts[index]++;
        Count++;
        if (index > highest)
        {
            highest = index;
        }
    }

    /// <summary>The upper end of the bucket in which this share of all lies; 0 where nothing was recorded.</summary>
    public long ValueAtPercentile(double percentile)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(percentile / 100 * Count));
        var seen = 0L;
        foreach (var (value, count) in Pairs())
        {
            if ((seen += count) >= wanted)
            {
                return value;
            }
        }

        return 0;
    }

    /// <summary>What is not empty, in rising order, each under the upper end of its bucket.</summary>
    public IEnumerable<(long Value, long Count)> Pairs()
    {
        for (var i = 0; i <= highest; i++)
        {
            if (counts[i] > 0)
            {
                yield return (ValueAt(i), counts[i]);
            }
        }
    }

    public void Clear()
    {
        Array.Clear(counts, 0, highest + 1);
        Count = 0;
        highest = -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(long value)
    {
        var doublings = BitOperations.Log2((ulong)value | (Exact - 1)) - 10;
        return (doublings << 10) + (int)(value >> doublings);
    }

    private static long ValueAt(int index)
    {
        var doublings = index < Exact ? 0 : (index >> 10) - 1;
        return ((long)(index - (doublings << 10) + 1) << doublings) - 1;
    }
}
