using System.Text;
using HdrHistogram;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Reporting;

/// <summary>An arm's latencies in the log format that HdrHistogram's own tools read: an interval for each second of load.</summary>
/// <remarks>Two series by tag, in microseconds: <c>intended-start</c>, which objectives are judged by, and <c>send</c>. Time zero is the load's beginning.</remarks>
public static class LatencyLog
{
    /// <summary>The load worker counts what took longer as this.</summary>
    private const long LongestMicroseconds = 3_600_000_000;

    /// <summary>Seconds that cannot be read are left out.</summary>
    public static void Write(Stream stream, History history)
    {
        var seconds = history.Of<LoadSecond>().OrderBy(s => s.Second);
        using var wide = new MemoryStream();
        HistogramLogWriter.Write(wide, DateTime.UnixEpoch, [.. seconds.SelectMany(Intervals)]);

        // The library writes UTF-16, which the tools for other languages do not read.
        using var text = new StreamReader(new MemoryStream(wide.ToArray()), Encoding.Unicode, detectEncodingFromByteOrderMarks: true);
        stream.Write(Encoding.ASCII.GetBytes(text.ReadToEnd()));
    }

    private static IEnumerable<HistogramBase> Intervals(LoadSecond second)
    {
        foreach (var (tag, text) in new[] { ("intended-start", second.Latencies), ("send", second.FromSend) })
        {
            if (Interval(text) is { TotalCount: > 0 } histogram)
            {
                histogram.Tag = tag;
                histogram.StartTimeStamp = second.Second * 1000L;
                histogram.EndTimeStamp = (second.Second + 1) * 1000L;
                yield return histogram;
            }
        }
    }

    private static LongHistogram? Interval(string text)
    {
        var histogram = new LongHistogram(1, LongestMicroseconds, 3);
        try
        {
            foreach (var (value, count) in EncodedHistogram.Decode(text))
            {
                histogram.RecordValueWithCount(value, count);
            }
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }

        return histogram;
    }
}
