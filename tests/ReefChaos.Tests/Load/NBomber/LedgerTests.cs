using ReefChaos.Histories;
using ReefChaos.Load.NBomber;
using ReefChaos.Plans;
using ReefChaos.Tests.Engine.Planning;

namespace ReefChaos.Tests.Load.NBomber;

public sealed class LedgerTests
{
    private readonly Ledger ledger = new(new NthArrival(Profiles.Steady(2, 10) with { Journeys = [new Journey("a", 1, [])] }, 1));

    [Fact]
    public void A_second_is_told_once_it_is_over_and_all_that_was_sent_in_it_has_ended()
    {
        ledger.Sent(0.9).ShouldBe(0);
        ledger.Sent(1.1).ShouldBe(1);
        ledger.Close(2, 9).ShouldBeEmpty();

        ledger.Ended(0, null, 0.25);
        ledger.Ended(1, "status-503", 0.5);
        var seconds = ledger.Close(1.9, 9).Concat(ledger.Close(2, 9)).ToList();

        seconds.Select(s => (s.Second, s.Requests, s.Ok)).ShouldBe([(0, 1L, 1L), (1, 1L, 0L)]);
        seconds[1].Failures.ShouldBe(new Dictionary<string, long> { ["status-503"] = 1 });
        seconds[0].FromSend.ShouldBe(seconds[0].Latencies);
        EncodedHistogram.Decode(seconds[0].Latencies).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    [Fact]
    public void At_the_end_nothing_is_left_out_and_what_has_not_ended_has_timed_out()
    {
        ledger.Sent(2.5);

        var seconds = ledger.CloseAll(end: 4, now: 6);

        seconds.Select(s => (s.Second, s.Requests, s.Ok)).ShouldBe([(0, 0L, 0L), (1, 0L, 0L), (2, 1L, 0L), (3, 0L, 0L)]);
        seconds[2].Failures.ShouldBe(new Dictionary<string, long> { [FailureKinds.Timeout] = 1 });
        ledger.Ended(2, null, 9);
        ledger.InFlight.ShouldBe(0);
    }

    [Fact]
    public void The_nth_invocation_is_late_by_the_nth_of_the_schedule_and_never_early()
    {
        // Due at 0, 0.5 and 1.
        ledger.Invoked(0.1);
        ledger.Invoked(0.3);
        ledger.Invoked(1.02);

        var report = ledger.Report("NBomber 4.1.2", 5);

        EncodedHistogram.Decode(report.Lateness).Select(p => p.Value / 1000).ShouldBe([0, 20, 100]);
        (report.LatenessP50Ms, report.LatenessMaxMs).ShouldBe((20.015, 100.031));
        (report.ScatterMs, report.Driver).ShouldBe((1000, "NBomber 4.1.2"));
    }

    [Fact]
    public void What_was_not_sent_was_due()
    {
        ledger.Sent(0);
        ledger.Unsent();

        var report = ledger.Report("", 1);

        (report.Due, report.Sent, report.Unsent).ShouldBe((2, 1, 1));
    }
}
