using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

public sealed class LatencyEstimatorTests
{
    private static readonly PlantedSecond Even = new([.. Enumerable.Range(1, 100).Select(ms => (double)ms)]);

    [Fact]
    public void Without_a_request_nothing_is_known() => Of(50).ShouldBe(Estimate.Unknown("no request was due"));

    /// <summary>Wilson's interval of 53.46% of 800 requests begins at half, and that of 46.54% ends there.</summary>
    [Fact]
    public void A_latency_lies_in_the_interval_if_the_share_below_it_may_be_the_percentile()
    {
        var estimate = Of(50, [.. Enumerable.Repeat(Even, 8)]);

        (estimate.Value, estimate.Low, estimate.High, estimate.Note).ShouldBe((0.05, 0.047, 0.054, ""));
    }

    /// <summary>Whether the greatest of so many is beyond the percentile cannot be told from fewer than 299.</summary>
    [Theory]
    [InlineData(299, 1, "")]
    [InlineData(298, 1.0003, "the upper end is extrapolated from 298 requests")]
    [InlineData(200, 1.487, "the upper end is extrapolated from 200 requests")]
    [InlineData(100, 2.951, "the upper end is extrapolated from 100 requests")]
    public void Few_requests_stretch_the_greatest_latency(int requests, double stretch, string note)
    {
        var estimate = Of(99, PlantedSecond.Of(requests, 10));

        estimate.Value.ShouldBe(0.01);
        estimate.High!.Value.ShouldBe(0.01 * stretch, 1e-5);
        estimate.Note.ShouldBe(note);
    }

    [Fact]
    public void Slow_seconds_in_a_row_make_the_interval_wider_than_the_same_requests_mixed()
    {
        var fast = PlantedSecond.Of(100, 10);
        var slow = PlantedSecond.Of(100, 100);
        var mixed = new PlantedSecond([.. Enumerable.Repeat(10.0, 60), .. Enumerable.Repeat(100.0, 40)]);

        var inRow = Of(50, fast, fast, fast, slow, slow, slow, slow, fast, fast, fast);

        inRow.High!.Value.ShouldBeGreaterThanOrEqualTo(0.1);
        Of(50, [.. Enumerable.Repeat(mixed, 10)]).High.ShouldBe(0.01);
    }

    [Fact]
    public void Requests_that_follow_each_other_stretch_it_by_half_at_most()
    {
        var good = PlantedSecond.Of(50, 10);
        var bad = PlantedSecond.Of(50, 1000);

        var estimate = Of(99, good, good, bad, bad, good, good);

        estimate.High!.Value.ShouldBe(1.5, 1e-9);
    }

    [Fact]
    public void The_interval_holds_the_value()
    {
        var estimate = Of(99.9, PlantedSecond.Of(10, 10), new PlantedSecond([.. Enumerable.Repeat(20.0, 9), 900]));

        estimate.Value.ShouldBe(0.9);
        estimate.Low!.Value.ShouldBeLessThanOrEqualTo(0.9);
        estimate.High!.Value.ShouldBeGreaterThan(0.9);
    }

    private static Estimate Of(double percentile, params PlantedSecond[] seconds) => LatencyEstimator.Of(
        new Objective($"latency.p{percentile}", ObjectiveKind.Latency, Comparison.AtMost, 0.5, "<= 500ms", percentile),
        new LoadSeries([.. seconds.Select((s, i) => s.At(i))]));
}
