using HdrHistogram;
using ReefChaos.Histories;

namespace ReefChaos.Load;

/// <summary>What became of the requests that were due in one second. Not safe for concurrent use.</summary>
internal sealed class Book
{
    private readonly LongHistogram latencies = Microseconds.NewHistogram();
    private readonly Dictionary<string, long> failures = new(StringComparer.Ordinal);
    private long ok;
    private long due;
    private long ended;

    public bool IsSettled => ended == due;

    public void Due() => due++;

    /// <summary>It was never sent, so it is no request of this second.</summary>
    public void Withdraw() => due--;

    /// <param name="failure">Null for a success.</param>
    public void Ended(string? failure, double seconds)
    {
        ended++;
        latencies.RecordValue(Microseconds.Of(seconds));
        if (failure is null)
        {
            ok++;
        }
        else
        {
            failures[failure] = failures.GetValueOrDefault(failure) + 1;
        }
    }

    /// <summary>Counts what has not ended as timed out after so many seconds.</summary>
    public void Abandon(double seconds)
    {
        while (!IsSettled)
        {
            Ended(FailureKinds.Timeout, seconds);
        }
    }

    public LoadSecond Close(int second, double at) => new(
        second, ended, ok, new SortedDictionary<string, long>(failures, StringComparer.Ordinal), EncodedHistogram.Encode(Microseconds.Pairs(latencies)))
    {
        At = at,
    };

    /// <summary>For another second: a histogram is too large to make one each second.</summary>
    public void Clear()
    {
        latencies.Reset();
        failures.Clear();
        ok = due = ended = 0;
    }
}
