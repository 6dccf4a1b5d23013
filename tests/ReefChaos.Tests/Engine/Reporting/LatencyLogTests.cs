using HdrHistogram;
using ReefChaos.Engine.Reporting;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Tests.Engine.Reporting;

public sealed class LatencyLogTests
{
    [Fact]
    public void HdrHistograms_own_reader_finds_every_second_and_merges_them()
    {
        using var stream = new MemoryStream();

        LatencyLog.Write(stream, History(Second(0, "900:3,2000896:1", "800:4"), Second(1, "1000:2", "")));
        stream.ToArray().ShouldAllBe(b => b < 128);
        stream.Position = 0;
        using var reader = new HistogramLogReader(stream);
        var intervals = reader.ReadHistograms().ToList();

        intervals.Select(h => (h.Tag, h.StartTimeStamp, h.TotalCount)).ShouldBe([("intended-start", 0L, 4L), ("send", 0L, 4L), ("intended-start", 1000L, 2L)]);
        var whole = new LongHistogram(1, 3_600_000_000, 3);
        intervals.Where(h => h.Tag == "intended-start").ToList().ForEach(whole.Add);
        (whole.TotalCount, whole.GetValueAtPercentile(50), whole.GetMaxValue()).ShouldBe((6, 900, 2_001_919));
    }

    [Fact]
    public void A_second_that_cannot_be_read_is_left_out()
    {
        using var stream = new MemoryStream();

        LatencyLog.Write(stream, History(Second(0, "nonsense", "-5:1"), Second(1, "700:1", "99999999999999:1")));
        stream.Position = 0;

        using var reader = new HistogramLogReader(stream);
        reader.ReadHistograms().ToList().ShouldHaveSingleItem().TotalCount.ShouldBe(1);
    }

    private static History History(params Entry[] entries) => new(Arm.Defended, entries);

    private static LoadSecond Second(int second, string latencies, string fromSend) =>
        new(second, 4, 4, new Dictionary<string, long>(), latencies, fromSend) { At = second + 1 };
}
