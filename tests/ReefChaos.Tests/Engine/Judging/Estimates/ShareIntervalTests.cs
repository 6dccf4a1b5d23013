using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

public sealed class ShareIntervalTests
{
    /// <summary>The examples of Newcombe (1998), method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Where_both_outcomes_were_seen_it_is_Wilsons(int hits, int count, double low, double high)
    {
        var interval = ShareInterval.Of((double)hits / count, count);

        interval.Low.ShouldBe(low, 5e-5);
        interval.High.ShouldBe(high, 5e-5);
    }

    [Fact]
    public void Where_one_outcome_was_seen_it_has_one_side()
    {
        var (low, all) = ShareInterval.Of(1, 59);
        var (none, high) = ShareInterval.Of(0, 59);

        (all, none).ShouldBe((1, 0));
        Math.Pow(low, 59).ShouldBe(0.05, 1e-9);
        Math.Pow(1 - high, 59).ShouldBe(0.05, 1e-9);
    }

    [Fact]
    public void The_share_is_of_all_seconds_together()
    {
        var (low, high) = ShareInterval.Of([30, 10], [40, 40]);

        // What the two are worth is so little that the interval is wide; around half it is symmetrical.
        (low + high).ShouldBe(1, 1e-9);
    }

    [Theory]
    [InlineData(new[] { 40, 40, 40 }, new[] { 40, 40, 40 }, 120)]
    [InlineData(new[] { 0, 0 }, new[] { 40, 30 }, 70)]
    [InlineData(new[] { 39, 38, 39, 38 }, new[] { 40, 40, 40, 40 }, 160)]
    public void Seconds_that_vary_no_more_than_chance_are_worth_all_their_requests(int[] hits, int[] counts, double worth) =>
        ShareInterval.EffectiveCount(hits, counts).ShouldBe(worth);

    /// <summary>It tells nothing of how much seconds vary, so it is taken as two values are, which is as wide as it gets.</summary>
    [Fact]
    public void One_second_alone_is_worth_little() =>
        ShareInterval.EffectiveCount([30], [40]).ShouldBe(40 * Math.Pow(1.96 / 12.706, 2), 0.01);

    /// <summary>The share of each second is 80% or 100%. Of 100 requests the hits then vary by 8 + 100, and by chance alone by 9: twelvefold.</summary>
    [Fact]
    public void Independent_seconds_are_worth_their_requests_over_the_design_effect()
    {
        var chance = new SimulatedChance(5);
        var hits = Enumerable.Range(0, 2000).Select(_ => chance.Binomial(100, chance.Uniform() < 0.5 ? 0.8 : 1)).ToArray();
        var counts = Enumerable.Repeat(100, hits.Length).ToArray();

        ShareInterval.EffectiveCount(hits, counts).ShouldBe(200_000 / 12.0, 200_000 / 12.0 * 0.1);
    }

    /// <summary>Around 90% they vary by 120 each, and by chance alone by 9: 600 requests would be worth 45, were the 120 not learnt from six seconds.</summary>
    [Fact]
    public void Few_seconds_are_worth_less_than_their_design_effect_says() =>
        ShareInterval.EffectiveCount([100, 80, 100, 80, 80, 100], [.. Enumerable.Repeat(100, 6)]).ShouldBeInRange(6, 45);

    [Fact]
    public void Bad_seconds_in_a_row_are_worth_less_than_the_same_ones_apart()
    {
        int[] counts = [.. Enumerable.Repeat(100, 12)];

        var inRow = ShareInterval.EffectiveCount([100, 100, 100, 100, 60, 60, 60, 60, 100, 100, 100, 100], counts);
        var apart = ShareInterval.EffectiveCount([60, 100, 100, 60, 100, 100, 60, 100, 100, 60, 100, 100], counts);

        inRow.ShouldBeLessThan(apart);
    }

    /// <summary>A share lies between 0 and 1, so a second that was wholly bad tells at least that.</summary>
    [Fact]
    public void A_second_that_follows_no_other_is_worth_one_request_at_least() =>
        ShareInterval.EffectiveCount([.. Enumerable.Repeat(10_000, 9), 0, .. Enumerable.Repeat(10_000, 10)], [.. Enumerable.Repeat(10_000, 20)]).ShouldBeInRange(12, 20);
}
