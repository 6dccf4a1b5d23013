using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

public sealed class GrowthEstimatorTests
{
    private static readonly double[] Rough = [0.4, -0.7, 0.9, -0.2, 0.3, -0.9, 0.6, -0.5, 0.8, -0.3];

    [Fact]
    public void A_line_is_known_exactly()
    {
        var estimate = GrowthEstimator.Of([.. Enumerable.Range(0, 8).Select(s => (2.0 * s, 5.0 - 3 * s))]);

        (estimate.Value, estimate.Low, estimate.High).ShouldBe((-1.5, -1.5, -1.5));
        estimate.Note.ShouldBeEmpty();
    }

    [Fact]
    public void The_value_is_the_middle_of_all_slopes()
    {
        GrowthEstimator.Of([(0, 0), (1, 1), (2, 4)]).Value.ShouldBe(2);
        GrowthEstimator.Of([(0, 0), (1, 1), (2, 4), (3, 9)]).Value.ShouldBe(3);
    }

    [Fact]
    public void Two_looks_at_one_instant_have_no_slope()
    {
        GrowthEstimator.Of([(1, 5), (1, 9)]).ShouldBe(Estimate.Unknown("fewer than two samples"));
        GrowthEstimator.Of([(1, 5)]).Value.ShouldBeNull();
        GrowthEstimator.Of([(0, 0), (1, 5), (1, 5), (2, 10)]).Value.ShouldBe(5);
    }

    [Fact]
    public void Three_looks_are_too_few_for_an_interval_and_four_are_not()
    {
        var three = GrowthEstimator.Of([(0, 0), (1, 1), (2, 2)]);
        (three.Low, three.High, three.Note).ShouldBe((null, null, "3 samples are too few for an interval"));

        var four = GrowthEstimator.Of([(0, 0), (1, 1), (2, 2), (3, 3)]);
        (four.Low, four.High).ShouldBe((1, 1));
    }

    /// <summary>Of 45 slopes between independent values, Sen leaves out 11 on either side (Hollander and Wolfe, n = 10); that they are independent is not wholly believed.</summary>
    [Fact]
    public void The_interval_is_Sens_or_a_little_wider()
    {
        var slopes = Slopes(Rough);

        var estimate = Of(Rough);

        estimate.Value.ShouldBe(slopes[22]);
        slopes.IndexOf(estimate.Low!.Value).ShouldBeInRange(9, 11);
        slopes.IndexOf(estimate.High!.Value).ShouldBe(44 - slopes.IndexOf(estimate.Low!.Value));
    }

    [Fact]
    public void Values_that_follow_each_other_tell_less_than_the_same_ones_mixed()
    {
        double[] wave = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(2 * Math.PI * i / 12) + 0.001 * i * i)];
        double[] mixed = [.. Enumerable.Range(0, 24).Select(i => wave[7 * i % 24])];

        LeftOut(wave).ShouldBeLessThan(LeftOut(mixed) - 10);
    }

    /// <summary>How far a value jumps does not matter to how well the rest is known.</summary>
    [Fact]
    public void It_is_the_order_of_what_is_left_that_tells_how_values_follow_each_other()
    {
        double[] jump = [.. Rough.Select((v, i) => i == 4 ? 50 : v)];
        double[] farther = [.. Rough.Select((v, i) => i == 4 ? 5000 : v)];

        var (one, other) = (Of(jump), Of(farther));

        (other.Value, other.Low, other.High).ShouldBe((one.Value, one.Low, one.High));
    }

    [Fact]
    public void Values_that_repeat_share_their_rank()
    {
        double[] steps = [0, 0, 1, 1, 0, 0, 1, 1, 0, 0];

        // Neither the first nor the last of the equal ones counts as the lower one, so it is the same backwards.
        var (forth, back) = (Of(steps), Of([.. steps.Reverse()]));

        (back.Low, back.High).ShouldBe((-forth.High, -forth.Low));
    }

    /// <summary>The slopes below the interval.</summary>
    private static int LeftOut(double[] values)
    {
        var low = Of(values).Low;
        return Slopes(values).Count(s => s < low);
    }

    private static Estimate Of(double[] values) => GrowthEstimator.Of([.. values.Select((v, i) => ((double)i, v))]);

    private static List<double> Slopes(double[] values) =>
        [.. from i in Enumerable.Range(0, values.Length) from j in Enumerable.Range(i + 1, values.Length - i - 1) let slope = (values[j] - values[i]) / (j - i) orderby slope select slope];
}
