using ReefChaos.Histories;
using ReefChaos.Load.Recording;

namespace ReefChaos.Tests.Load;

public sealed class RecorderTests
{
    private readonly BySeconds recorder = new();

    [Fact]
    public void A_request_counts_in_the_second_of_its_intended_start_however_late_it_ends()
    {
        var early = recorder.Due(0.9);
        var late = recorder.Due(1.1);
        recorder.Ended(late, null, 0.1);
        recorder.Ended(early, null, 2.5);

        var seconds = recorder.Close(passed: 2, now: 3.4);

        seconds.Select(s => (s.Second, s.Requests, s.At)).ShouldBe([(0, 1L, 3.4), (1, 1L, 3.4)]);
        Latency(seconds[0]).ShouldBe(2.5, 0.0025);
        Latency(seconds[1]).ShouldBe(0.1, 0.0001);
    }

    [Fact]
    public void Seconds_close_in_order_so_an_open_one_holds_back_those_after_it()
    {
        var first = recorder.Due(0.5);
        recorder.Ended(recorder.Due(1.5), null, 0.1);

        recorder.Close(passed: 2, now: 2).ShouldBeEmpty();
        recorder.Ended(first, "timeout", 2);
        recorder.Close(passed: 2, now: 3).Select(s => s.Second).ShouldBe([0, 1]);
    }

    [Fact]
    public void A_second_stays_open_until_all_that_is_due_in_it_is_known()
    {
        recorder.Ended(recorder.Due(0.1), null, 0.1);

        recorder.Close(passed: 0.99, now: 5).ShouldBeEmpty();
        recorder.Close(passed: 1, now: 5).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_second_without_requests_is_told_too()
    {
        recorder.Ended(recorder.Due(2.5), null, 0.1);

        var seconds = recorder.Close(passed: 3, now: 3);

        seconds.Select(s => (s.Second, s.Requests, s.Latencies.Length == 0)).ShouldBe([(0, 0L, true), (1, 0L, true), (2, 1L, false)]);
    }

    [Fact]
    public void Outcomes_are_counted_by_kind_and_every_latency_is_in_the_histogram()
    {
        string?[] outcomes = [null, null, "status-503", "timeout", "status-503", "connection"];
        foreach (var outcome in outcomes)
        {
            recorder.Ended(recorder.Due(0), outcome, 0.02);
        }

        var second = recorder.Close(passed: 1, now: 1).ShouldHaveSingleItem();

        (second.Requests, second.Ok).ShouldBe((6, 2));
        second.Failures.ShouldBe(new Dictionary<string, long> { ["connection"] = 1, ["status-503"] = 2, ["timeout"] = 1 });
        EncodedHistogram.Decode(second.Latencies).Sum(p => p.Count).ShouldBe(6);
    }

    [Fact]
    public void Equal_latencies_get_equal_values_in_every_second_so_that_texts_merge()
    {
        foreach (var second in new[] { 0, 1 })
        {
            recorder.Ended(recorder.Due(second), null, 0.123456);
            recorder.Ended(recorder.Due(second), null, second == 0 ? 0.001 : 3);
        }

        var closed = recorder.Close(passed: 2, now: 2);

        var common = EncodedHistogram.Decode(closed[0].Latencies).Intersect(EncodedHistogram.Decode(closed[1].Latencies)).ToList();
        common.ShouldHaveSingleItem().Value.ShouldBeInRange(123_333, 123_580);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(1e9, 3_600_000_000)]
    public void A_latency_outside_of_the_histogram_counts_as_the_nearest_end(double seconds, long microseconds)
    {
        recorder.Ended(recorder.Due(0), null, seconds);

        var second = recorder.Close(passed: 1, now: 1).ShouldHaveSingleItem();

        EncodedHistogram.Decode(second.Latencies).ShouldHaveSingleItem().Value.ShouldBeInRange(microseconds, microseconds + (microseconds / 1000));
    }

    [Fact]
    public void A_book_used_again_remembers_nothing()
    {
        recorder.Ended(recorder.Due(0), "timeout", 4);
        recorder.Close(passed: 1, now: 1);
        recorder.Ended(recorder.Due(1), null, 0.1);

        var second = recorder.Close(passed: 2, now: 2).ShouldHaveSingleItem();

        (second.Requests, second.Ok, second.Failures.Count).ShouldBe((1, 1, 0));
        EncodedHistogram.Decode(second.Latencies).Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_not_sent_is_no_request_of_its_second_but_is_reported()
    {
        recorder.Unsent(recorder.Due(0));
        var sent = recorder.Due(0);
        recorder.Sent(0.5);
        recorder.Ended(sent, null, 0.6);

        recorder.Close(passed: 1, now: 1).ShouldHaveSingleItem().Requests.ShouldBe(1);
        var report = recorder.Report(default, now: 1);
        (report.Due, report.Sent, report.Unsent).ShouldBe((2, 1, 1));
    }

    [Fact]
    public void At_the_end_what_never_ended_counts_as_timed_out()
    {
        recorder.Due(0.5);
        recorder.Ended(recorder.Due(1.5), null, 0.1);
        recorder.Due(1.6);

        var seconds = recorder.CloseAll(end: 2, now: 9);

        seconds.Select(s => (s.Second, s.Requests, s.Ok, s.Failures.GetValueOrDefault("timeout"))).ShouldBe([(0, 1L, 0L, 1L), (1, 2L, 1L, 1L)]);
        Latency(seconds[0]).ShouldBe(9, 0.01);
        recorder.CloseAll(end: 2, now: 12).ShouldBeEmpty();
    }

    [Fact]
    public void The_end_of_the_run_closes_a_part_of_a_second_and_nothing_after_it()
    {
        recorder.Ended(recorder.Due(0.2), null, 0.1);

        recorder.CloseAll(end: 1.5, now: 7).Select(s => s.Second).ShouldBe([0, 1]);
    }

    [Fact]
    public void Lateness_is_that_of_the_sends()
    {
        for (var i = 0; i < 99; i++)
        {
            recorder.Sent(0.0001);
        }

        recorder.Sent(0.05);
        var report = recorder.Report(new ResourceUse(0.25, 3, 1000), now: 9);

        report.LatenessP50Ms.ShouldBe(0.1, 0.001);
        report.LatenessP99Ms.ShouldBe(0.1, 0.001);
        report.LatenessMaxMs.ShouldBe(50, 0.1);
        (report.CpuShare, report.GcPauseMs, report.ResidentBytes, report.At).ShouldBe((0.25, 3, 1000, 9));
    }

    [Fact]
    public void A_closed_loop_has_no_lateness()
    {
        recorder.Sent(late: null);

        recorder.Report(default, now: 1).LatenessMaxMs.ShouldBe(0);
    }

    [Fact]
    public void A_tick_tells_what_is_under_way()
    {
        var first = recorder.Due(0);
        recorder.Due(0);
        recorder.Sent(0);
        recorder.Sent(0);
        recorder.Ended(first, null, 0.1);

        recorder.Tick(1.5).ShouldBe(new LoadTick(2, 1, 1) { At = 1.5 });
    }

    private static double Latency(LoadSecond second) => EncodedHistogram.Decode(second.Latencies).ShouldHaveSingleItem().Value / 1e6;

    [Fact]
    public void The_latency_from_the_send_is_kept_apart()
    {
        recorder.Ended(recorder.Due(0), null, 2, sinceSend: 0.5);

        EncodedHistogram.Decode(recorder.Close(passed: 1, now: 3).Single().FromSend).ShouldHaveSingleItem().Value.ShouldBeInRange(499_500, 500_500);
    }

    [Fact]
    public void All_lateness_is_told_so_that_the_reports_of_several_workers_merge()
    {
        recorder.Sent(0.0001);
        recorder.Sent(0.0001);
        recorder.Sent(0.001);

        recorder.Report(default, now: 1).Lateness.ShouldBe("100:2,1000:1");
    }

    /// <summary>The recorder with seconds in place of its nanoseconds.</summary>
    private sealed class BySeconds
    {
        private readonly Recorder recorder = new();

        public Book Due(double at) => recorder.Due(Of(at));

        public void Sent(double? late)
        {
            recorder.Sent();
            if (late is { } seconds)
            {
                recorder.Late(Of(seconds));
            }
        }

        public void Unsent(Book book) => recorder.Unsent(book, sent: false);

        public void Ended(Book book, string? failure, double latency, double sinceSend = 0) => recorder.Ended(book, failure, Of(latency), Of(sinceSend));

        public IReadOnlyList<LoadSecond> Close(double passed, double now) => Entries(() => recorder.TryClose(Of(passed)), now);

        public IReadOnlyList<LoadSecond> CloseAll(double end, double now) => Entries(() => recorder.Abandon(Of(end), Of(now)), now);

        public LoadTick Tick(double now) => recorder.Tick(now);

        public GeneratorReport Report(ResourceUse use, double now) => recorder.Report(use, cores: 1, now);

        private List<LoadSecond> Entries(Func<Book?> close, double now)
        {
            var entries = new List<LoadSecond>();
            while (close() is { } book)
            {
                entries.Add(book.ToEntry(now));
                recorder.GiveBack(book);
            }

            return entries;
        }

        private static long Of(double seconds) => (long)Math.Round(seconds * 1e9);
    }
}
