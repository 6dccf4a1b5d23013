using System.Runtime.InteropServices;
using ReefChaos.Histories;

namespace ReefChaos.Load.Recording;

/// <summary>What became of the requests that were due in one second. Not safe for concurrent use.</summary>
internal sealed class Book
{
    private readonly Histogram fromIntended = new();
    private readonly Histogram fromSend = new();
    private readonly Dictionary<string, long> failures = new(StringComparer.Ordinal);
    private long ok;
    private long due;
    private long ended;

    public int Second { get; set; }

    public bool IsSettled => ended == due;

    public void Due() => due++;

    /// <summary>It was never sent, so it is no request of this second.</summary>
    public void Withdraw() => due--;

    /// <param name="failure">Null for a success.</param>
    /// <param name="latency">Nanoseconds from the intended start.</param>
    /// <param name="sinceSend">Nanoseconds from the actual send.</param>
    public void Ended(string? failure, long latency, long sinceSend)
    {
        ended++;
        fromIntended.Record(latency);
        fromSend.Record(sinceSend);
        if (failure is null)
        {
            ok++;
        }
        else
        {
            CollectionsMarshal.GetValueRefOrAddDefault(failures, failure, out _)++;
        }
    }

    /// <summary>Counts what has not ended as timed out after so many nanoseconds.</summary>
    public void Abandon(long after)
    {
        while (!IsSettled)
        {
            Ended(FailureKinds.Timeout, after, after);
        }
    }

    public LoadSecond ToEntry(double at) => new(
        Second,
        ended,
        ok,
        new SortedDictionary<string, long>(failures, StringComparer.Ordinal),
        EncodedHistogram.Encode(fromIntended.Pairs()),
        EncodedHistogram.Encode(fromSend.Pairs()))
    {
        At = at,
    };

    /// <summary>For another second: histograms are too large to make new ones each second.</summary>
    public void Clear()
    {
        fromIntended.Clear();
        fromSend.Clear();
        failures.Clear();
        ok = due = ended = 0;
    }
}
