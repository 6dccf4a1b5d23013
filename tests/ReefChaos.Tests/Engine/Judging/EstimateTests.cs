using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class EstimateTests
{
    private static readonly Objective P99 = new("latency.p99", ObjectiveKind.Latency, Comparison.AtMost, 0.5, "<= 500ms", 99);

    [Theory]
    [InlineData(60, 0.95)]
    [InlineData(300, 0.99)]
    [InlineData(3000, 0.999)]
    public void Without_a_failure_the_rule_of_three_bounds_the_share(int requests, double bound) =>
        ShareInterval.Of([requests], [requests]).Low.ShouldBe(bound, (1 - bound) * 0.03);

    [Fact]
    public void A_failure_never_raises_the_lower_bound()
    {
        var clean = ShareInterval.Of([40, 40, 40, 40, 40, 40, 40, 40], [40, 40, 40, 40, 40, 40, 40, 40]).Low;

        ShareInterval.Of([40, 40, 40, 39, 40, 40, 40, 40], [40, 40, 40, 40, 40, 40, 40, 40]).Low.ShouldBeLessThan(clean);
    }

    [Fact]
    public void Failures_in_one_second_are_worth_less_than_spread_ones()
    {
        int[] counts = [40, 40, 40, 40, 40, 40, 40, 40];
        var burst = ShareInterval.Of([40, 40, 40, 32, 40, 40, 40, 40], counts);
        var spread = ShareInterval.Of([39, 39, 39, 39, 39, 39, 39, 39], counts);

        (burst.High - burst.Low).ShouldBeGreaterThan(spread.High - spread.Low);
    }

    /// <summary>As when a container is killed once.</summary>
    [Theory]
    [InlineData(12)]
    [InlineData(22)]
    public void One_second_of_outage_does_not_make_everything_possible(int seconds)
    {
        var counts = Enumerable.Repeat(40, seconds).ToArray();
        int[] hits = [8, .. counts[1..]];

        ShareInterval.Of(hits, counts).Low.ShouldBeInRange(0.45, 0.9);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void A_slow_outlier_on_a_noisy_machine_does_not_unsettle_a_p99(int seconds)
    {
        var load = Enumerable.Range(0, seconds).Select(s => (s == 2 ? new PlantedSecond([.. Enumerable.Repeat(25.0, 39), 200]) : PlantedArm.Calm).At(s));

        LatencyEstimator.Of(P99, new LoadSeries([.. load])).Against(P99).ShouldBe(ObjectiveState.Met);
    }

    [Fact]
    public void A_percentile_is_taken_over_all_requests_of_the_phase()
    {
        var load = new[] { PlantedSecond.Of(99, 10).At(0), PlantedSecond.Of(1, 700).At(1) };

        LatencyEstimator.Of(P99, new LoadSeries(load)).Value.ShouldBe(0.01);
    }

    [Fact]
    public void A_bound_of_all_requests_is_about_the_requests_that_were_sent()
    {
        var all = new Objective("availability", ObjectiveKind.Availability, Comparison.AtLeast, 1, ">= 100%");

        AvailabilityEstimator.Of(all, new LoadSeries([PlantedArm.Calm.At(0)])).Against(all).ShouldBe(ObjectiveState.Met);
        AvailabilityEstimator.Of(all, new LoadSeries([PlantedSecond.Of(40, 1, 1).At(0)])).Against(all).ShouldBe(ObjectiveState.Missed);
    }

    [Theory]
    [InlineData(0.1, 0.2, ObjectiveState.Met)]
    [InlineData(0.4, 0.6, ObjectiveState.Undecided)]
    [InlineData(0.6, 0.8, ObjectiveState.Missed)]
    [InlineData(0.5, 0.5, ObjectiveState.Met)]
    public void An_interval_decides_only_when_it_lies_wholly_on_one_side(double low, double high, ObjectiveState state) =>
        new Estimate(low, low, high).Against(P99).ShouldBe(state);

    [Fact]
    public void An_open_end_decides_nothing_on_its_side()
    {
        new Estimate(0.1, null, null).Against(P99).ShouldBe(ObjectiveState.Undecided);
        new Estimate(0.1, 0.6, null).Against(P99).ShouldBe(ObjectiveState.Missed);
    }

    [Fact]
    public void Growth_of_few_samples_has_no_interval()
    {
        var estimate = GrowthEstimator.Of([(0, 1), (1, 2), (2, 3)]);

        estimate.Value.ShouldBe(1);
        estimate.High.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(2, 4.3027)]
    [InlineData(7, 2.3646)]
    [InlineData(60, 2.0003)]
    public void Students_t_is_as_in_the_tables(int degrees, double quantile) => StudentT.Beyond(quantile, degrees).ShouldBe(0.05, 1e-4);

    [Fact]
    public void The_sum_of_independent_values_has_Students_interval() =>
        StudentT.HalfWidthOfSum(8, [new Strength(0, 1, 4)]).ShouldBe(2.3646 * Math.Sqrt(8 * 4), 1e-3);

    [Fact]
    public void A_long_series_tells_how_strongly_its_values_follow_each_other()
    {
        foreach (var rho in new[] { 0.0, 0.5, 0.8 })
        {
            var values = new SimulatedChance(11).Correlated(2000, rho);
            Persistence.Of(values, trend: false).Sum(s => s.Weight * s.Rho).ShouldBe(rho, 0.05);
            Persistence.Of([.. values.Select((v, i) => v + 0.1 * i)], trend: true).Sum(s => s.Weight * s.Rho).ShouldBe(rho, 0.05);
        }
    }

    [Fact]
    public void A_series_that_does_not_vary_persists_in_nothing()
    {
        Persistence.Of([3, 3, 3, 3], trend: false).ShouldBe([new Strength(0, 1, 0)]);
        StudentT.HalfWidthOfSum(4, [new Strength(0, 1, 0)]).ShouldBe(0);
    }

    [Theory]
    [InlineData(5, 10, 0.5, 1)]
    [InlineData(9, 10, 0.5, 0.0107421875)]
    [InlineData(10, 10, 0.5, 0.0009765625)]
    [InlineData(1, 40, 0, 0)]
    [InlineData(400, 10_000, 0.03, 1.3037e-8)]
    public void The_chance_of_so_many_or_more(long hits, long count, double share, double chance) =>
        Binomial.AtLeast(hits, count, share).ShouldBe(chance, Math.Max(1e-10, chance / 100));
}
