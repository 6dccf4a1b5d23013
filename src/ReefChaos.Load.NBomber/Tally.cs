using System.Numerics;
using ReefChaos.Histories;

namespace ReefChaos.Load.NBomber;

/// <summary>How often each number of microseconds was seen, to three digits. Not safe for concurrent use.</summary>
internal sealed class Tally
{
    private const int SubBucketBits = 11;
    private const ulong SubBucketMask = (1 << SubBucketBits) - 1;

    private readonly Dictionary<long, long> counts = [];
    private long total;

    public long Max { get; private set; }

    public void Add(double seconds)
    {
        var value = Bucket((long)Math.Max(1, Math.Round(seconds * 1e6)));
        counts[value] = counts.GetValueOrDefault(value) + 1;
        total++;
        Max = Math.Max(Max, value);
    }

    /// <summary>The least value with so much of all at or below it; 0 where there is none.</summary>
    public double MillisecondsAt(double percentile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(percentile / 100 * total));
        foreach (var (value, count) in counts.OrderBy(c => c.Key))
        {
            rank -= count;
            if (rank <= 0)
            {
                return value / 1e3;
            }
        }

        return 0;
    }

    public string Encode() => EncodedHistogram.Encode(counts.OrderBy(c => c.Key).Select(c => (c.Key, c.Value)));

    /// <summary>The bucket's highest value, as an HdrHistogram of three digits has it, so that all histograms of a history are alike.</summary>
    private static long Bucket(long value)
    {
        var shift = 64 - BitOperations.LeadingZeroCount((ulong)value | SubBucketMask) - SubBucketBits;
        return (((value >> shift) + 1) << shift) - 1;
    }
}
