using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

/// <summary>Availability and throughput, and the seconds that they are estimated from.</summary>
public sealed class LoadEstimatorTests
{
    private static readonly Dictionary<string, long> NoFailures = [];

    [Theory]
    [InlineData(40, -1)]
    [InlineData(40, 41)]
    [InlineData(int.MaxValue + 1L, 0)]
    public void A_second_that_contradicts_itself_is_refused(long requests, long ok) =>
        Should.Throw<FormatException>(() => new LoadSeries([Second(3, requests, ok)])).Message.ShouldBe($"second 3 has {ok} successes of {requests} requests");

    [Theory]
    [InlineData(40, 0)]
    [InlineData(40, 40)]
    [InlineData(int.MaxValue, 7)]
    public void A_second_at_its_limit_is_taken(long requests, long ok) => new LoadSeries([Second(3, requests, ok)]).Busy.Count.ShouldBe(1);

    [Fact]
    public void A_second_without_requests_is_not_busy()
    {
        var series = new LoadSeries([Second(0, 0, 0), Second(1, 1, 1)]);

        series.All.Count.ShouldBe(2);
        series.Busy.ShouldHaveSingleItem().Second.ShouldBe(1);
    }

    [Fact]
    public void Of_no_request_no_availability_is_known() => Availability(">=", 0.99, Second(0, 0, 0)).ShouldBe(Estimate.Unknown("no request was due"));

    [Fact]
    public void Availability_is_the_share_of_all_requests()
    {
        var estimate = Availability(">=", 0.5, Second(0, 100, 90), Second(1, 300, 290));

        estimate.Value.ShouldBe(0.95);
        estimate.Low!.Value.ShouldBeLessThan(0.95);
        estimate.High!.Value.ShouldBeGreaterThan(0.95);
    }

    /// <summary>The rule of three: 59 without a failure show 95%.</summary>
    [Theory]
    [InlineData(">=", 58, 58, "58 requests are too few for this target: 59 without a failure would show it")]
    [InlineData(">=", 59, 59, "")]
    [InlineData(">=", 58, 57, "")]
    [InlineData("<=", 58, 58, "")]
    public void Requests_without_a_failure_may_be_too_few(string sign, long requests, long ok, string note) =>
        Availability(sign, 0.95, Second(0, requests, ok)).Note.ShouldBe(note);

    [Theory]
    [InlineData(">=", true)]
    [InlineData("<=", false)]
    public void Only_the_bound_of_all_requests_is_about_those_that_were_sent(string sign, bool exact)
    {
        var estimate = Availability(sign, 1, Second(0, 40, 40));

        (estimate.Low == 1).ShouldBe(exact);
    }

    [Fact]
    public void Throughput_of_less_than_two_seconds_is_unknown()
    {
        Throughput(SimulationKind.Inject, Second(0, 40, 40)).ShouldBe(Estimate.Unknown("fewer than two seconds of load"));
        Throughput(SimulationKind.Inject, Second(0, 40, 40), Second(1, 40, 40)).ShouldBe(new Estimate(40, 40, 40));
    }

    [Theory]
    [InlineData(SimulationKind.Inject, 30)]
    [InlineData(SimulationKind.KeepConstant, 20)]
    public void A_second_without_requests_counts_where_the_target_sets_the_pace(SimulationKind kind, double mean) =>
        Throughput(kind, Second(0, 40, 40), Second(1, 0, 0), Second(2, 20, 20)).Value.ShouldBe(mean);

    [Fact]
    public void Throughput_counts_successes_and_is_never_below_none()
    {
        var estimate = Throughput(SimulationKind.Inject, Second(0, 40, 40), Second(1, 40, 0));

        (estimate.Value, estimate.Low).ShouldBe((20, 0));
        estimate.High!.Value.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Throughput_of_many_independent_seconds_is_known_to_two_standard_errors()
    {
        var chance = new SimulatedChance(3);
        var ok = Enumerable.Range(0, 400).Select(_ => (long)Math.Round(1000 + 100 * chance.Normal())).ToList();

        var estimate = Throughput(SimulationKind.Inject, [.. ok.Select((o, s) => Second(s, o, o))]);

        estimate.Value!.Value.ShouldBe(ok.Average(), 1e-9);
        (estimate.High - estimate.Value)!.Value.ShouldBe(1.96 * 100 / 20, 2.5);
        (estimate.Value - estimate.Low)!.Value.ShouldBe((estimate.High - estimate.Value)!.Value, 1e-9);
    }

    private static Estimate Availability(string sign, double threshold, params LoadSecond[] seconds) => AvailabilityEstimator.Of(
        new Objective("availability", ObjectiveKind.Availability, sign == ">=" ? Comparison.AtLeast : Comparison.AtMost, threshold, $"{sign} {threshold}"), new LoadSeries(seconds));

    private static Estimate Throughput(SimulationKind kind, params LoadSecond[] seconds) =>
        ThroughputEstimator.Of(new LoadSeries(seconds), Planning.Profiles.Of(Planning.Profiles.Piece(kind, 30, rate: 4)));

    private static LoadSecond Second(int second, long requests, long ok) => new(second, requests, ok, NoFailures, "") { At = second + 1 };
}
