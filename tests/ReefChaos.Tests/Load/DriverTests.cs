using ReefChaos.Histories;
using ReefChaos.Plans;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

public sealed class DriverTests
{
    [Fact]
    public void Nothing_is_sent_before_its_time_nor_at_or_after_the_end()
    {
        var run = new ManualRun(Of(Inject(100), Get("/"))).To(0.2);

        run.Transport.Sent.Select(s => (s.Ordinal, s.Ms)).ShouldBe(Enumerable.Range(0, 20).Select(i => ((long)i, i * 10.0)));
        (run.Report.Due, run.Report.Sent, run.Report.Unsent, run.Report.LatenessMaxMs).ShouldBe((20, 20, 0, 0.001));
    }

    [Fact]
    public void What_is_late_already_is_sent_all_the_same_and_counts_from_its_intended_start()
    {
        var run = new ManualRun(Of(Inject(100), Get("/"))).To(2, from: 100);

        run.Seconds.Select(s => (s.Second, s.Requests, s.Ok)).ShouldBe([(0, 100L, 100L), (1, 100L, 100L)]);
        run.Report.LatenessP50Ms.ShouldBe(99_000, 100);
        Latencies(run.Seconds.First()).Min().ShouldBeGreaterThan(98_900_000);
        EncodedHistogram.Decode(run.Seconds.First().FromSend).Max(p => p.Value).ShouldBeLessThan(1_000);
    }

    [Fact]
    public void An_answer_that_never_comes_belongs_to_the_second_in_which_it_was_due()
    {
        var run = new ManualRun(Of(Inject(10), Get("/")));
        run.Transport.AnswersAfter = flight => flight.Ordinal == 5 ? null : 1;
        run.To(3);

        run.Seconds.Select(s => (s.Second, s.Requests, s.Failures.GetValueOrDefault("timeout"))).ShouldBe([(0, 10L, 1L), (1, 10L, 0L), (2, 10L, 0L)]);
        Latencies(run.Seconds.First()).Max().ShouldBeInRange(3_996_000, 4_004_000);
        run.Transport.Aborted.ShouldBe(1);
    }

    [Fact]
    public void A_stalled_target_cannot_hide_and_the_latency_from_the_send_shows_what_it_hides()
    {
        var run = new ManualRun(Of(Inject(100), Get("/")));
        run.Transport.AnswersAfter = flight => flight.Ordinal == 0 ? 500 : 1;
        run.To(1);

        run.Transport.Sent.Count.ShouldBe(100);
        Latencies(run.Seconds.Single()).Max().ShouldBeInRange(499_500, 500_500);
    }

    [Fact]
    public void Seconds_and_ticks_come_in_order_of_time_and_none_is_left_out()
    {
        var run = new ManualRun(Of(new Simulation(SimulationKind.Pause, TimeSpan.FromSeconds(1)), Get("/"))).To(5);

        run.Seconds.Select(s => (s.Second, s.Requests)).ShouldBe([(0, 0L), (1, 0L), (2, 0L), (3, 0L), (4, 0L)]);
        run.Entries.OfType<LoadTick>().Count().ShouldBeInRange(4, 5);
        run.Entries.Select(e => e.At).ShouldBe(run.Entries.Select(e => e.At).Order());
    }

    [Fact]
    public void Each_step_is_due_when_the_answer_before_it_is_there_and_its_think_time_is_over()
    {
        var run = new ManualRun(Of(Inject(1), Get("/a"), Get("/b"), Get("/c", thinkSeconds: 0.2)));
        run.Transport.AnswersAfter = _ => 30;
        run.To(1);

        run.Transport.Sent.ShouldBe([(0.0, 0L, 0), (30.0, 0L, 1), (260.0, 0L, 2)]);
        run.Seconds.Single().Requests.ShouldBe(3);
        Latencies(run.Seconds.Single()).ShouldAllBe(l => Math.Abs(l - 30_000) < 30);
    }

    [Fact]
    public void A_failed_step_ends_its_journey()
    {
        var run = new ManualRun(Of(Inject(10), Get("/a"), Get("/b")));
        run.Transport.Status = flight => flight.Ordinal == 3 ? 500 : 200;
        run.To(1);

        run.Transport.Sent.Count(s => s.Ordinal == 3).ShouldBe(1);
        (run.Seconds.Single().Requests, run.Seconds.Single().Ok).ShouldBe((19, 18));
        run.Failures.ShouldBe(new Dictionary<string, long> { ["status-500"] = 1 });
    }

    [Fact]
    public void A_step_that_is_due_at_or_after_the_end_is_not_sent()
    {
        var run = new ManualRun(Of(Inject(1), Get("/a"), Get("/b", thinkSeconds: 60))).To(2);

        run.Transport.Sent.Select(s => s.Step).ShouldBe([0, 0]);
        run.Report.Due.ShouldBe(2);
    }

    [Fact]
    public void More_under_way_than_the_worker_can_carry_is_told_as_unsent()
    {
        var run = new ManualRun(Of(Inject(20_000), Get("/")));
        run.Transport.AnswersAfter = _ => null;
        run.To(1);

        (run.Report.Due, run.Report.Sent, run.Report.Unsent).ShouldBe((20_000, 10_000, 10_000));
        run.Seconds.Sum(s => s.Requests).ShouldBe(10_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Slices_send_exactly_the_whole(int count)
    {
        var profile = Of(Inject(100), Get("/a"), Get("/b")) with { Pattern = ArrivalPattern.Poisson };
        var whole = new ManualRun(profile).To(3).Transport.Sent;

        var slices = Enumerable.Range(0, count).SelectMany(i => new ManualRun(profile, new LoadSlice(i, count)).To(3).Transport.Sent).ToList();

        slices.Order().ShouldBe(whole.Order());
    }

    [Fact]
    public void Merged_results_of_slices_are_those_of_the_whole()
    {
        var profile = Of(Inject(100), Get("/a"));
        var whole = new ManualRun(profile).To(2);

        var slices = Enumerable.Range(0, 3).Select(i => new ManualRun(profile, new LoadSlice(i, 3)).To(2)).ToList();

        Merged(slices.SelectMany(s => s.Seconds).Select(s => s.Latencies)).ShouldBe(Merged(whole.Seconds.Select(s => s.Latencies)));
        Merged(slices.Select(s => s.Report.Lateness)).ShouldBe(Merged([whole.Report.Lateness]));
        slices.Sum(s => s.Report.Due).ShouldBe(whole.Report.Due);
    }

    private static IEnumerable<long> Latencies(LoadSecond second) => EncodedHistogram.Decode(second.Latencies).Select(p => p.Value);

    private static SortedDictionary<long, long> Merged(IEnumerable<string> histograms) =>
        new(histograms.SelectMany(EncodedHistogram.Decode).GroupBy(p => p.Value).ToDictionary(g => g.Key, g => g.Sum(p => p.Count)));
}
