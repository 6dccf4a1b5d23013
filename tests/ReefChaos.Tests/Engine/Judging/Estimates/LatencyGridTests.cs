using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Histories;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

public sealed class LatencyGridTests
{
    [Fact]
    public void All_seconds_lie_on_one_grid_of_rising_values()
    {
        var grid = Grid("10:1,30:2", "20:5", "10:3,20:1");

        grid.Values.ShouldBe([10, 20, 30]);
        grid.Counts.ShouldBe([3, 5, 4]);
        grid.Count.ShouldBe(12);
        grid.AtOrBelow(0).ToArray().ShouldBe([1, 0, 3]);
        grid.AtOrBelow(1).ToArray().ShouldBe([1, 5, 4]);
        Enumerable.Range(0, 3).Select(grid.SumAtOrBelow).ShouldBe([4L, 10L, 12L]);
    }

    [Fact]
    public void Without_a_second_it_is_empty()
    {
        var grid = Grid();

        grid.Values.ShouldBeEmpty();
        grid.Counts.ShouldBeEmpty();
        grid.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 0)]
    [InlineData(0.26, 1)]
    [InlineData(0.75, 1)]
    [InlineData(0.751, 2)]
    [InlineData(1, 2)]
    public void A_share_has_the_least_value_that_so_many_do_not_exceed(double share, int place) => Grid("10:1,20:2,30:1").PlaceOf(share).ShouldBe(place);

    /// <summary>The sums of the first three are alike.</summary>
    [Fact]
    public void Of_values_that_no_further_request_took_the_least_counts() => Grid("10:4,20:0,30:0,40:4").PlaceOf(0.5).ShouldBe(0);

    /// <summary>0.07 · 100 is a little more than 7 in floating point.</summary>
    [Fact]
    public void Rounding_asks_for_no_request_more() => Grid("10:7,20:93").PlaceOf(0.07).ShouldBe(0);

    [Theory]
    [InlineData("", "second 0 has 7 requests and no latencies")]
    [InlineData("10:0", "second 0 has 7 requests and no latencies")]
    [InlineData("20:1,10:1", "the latencies of second 0 are not in rising order")]
    [InlineData("10:1,10:1", "the latencies of second 0 are not in rising order")]
    [InlineData("10:1,30:1,20:1", "the latencies of second 0 are not in rising order")]
    public void A_second_that_contradicts_itself_is_refused(string latencies, string message) =>
        Should.Throw<FormatException>(() => Grid(latencies)).Message.ShouldBe(message);

    [Fact]
    public void More_requests_than_can_be_counted_are_an_error_and_no_wrong_count() =>
        Should.Throw<OverflowException>(() => Grid($"10:{int.MaxValue},20:1"));

    /// <summary>170,000 values of 100 seconds are more cells than are kept.</summary>
    [Fact]
    public void A_grid_that_is_too_large_is_thinned_and_counts_all_requests()
    {
        const int values = 170_000;
        var seconds = Enumerable.Repeat("1:1", 99).Append(string.Join(',', Enumerable.Range(1, values).Select(v => $"{v}:1"))).ToArray();

        var grid = Grid(seconds);

        grid.Values.Length.ShouldBe(values / 2 + 1);
        grid.Values.Take(3).ShouldBe([1L, 3L, 5L]);
        grid.Values[^1].ShouldBe(values);
        grid.Count.ShouldBe(values + 99);
        grid.SumAtOrBelow(1).ShouldBe(3 + 99, "what took 2 counts as 3");
    }

    private static LatencyGrid Grid(params string[] seconds) =>
        new([.. seconds.Select((s, i) => new LoadSecond(i, 7, 7, new Dictionary<string, long>(), s) { At = i + 1 })]);
}
