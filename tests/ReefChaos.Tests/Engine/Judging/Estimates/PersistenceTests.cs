using ReefChaos.Engine.Judging;
using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

/// <summary>The fast sums give what the definition gives with the whole matrix of correlations.</summary>
public sealed class PersistenceTests
{
    private static readonly double[] Values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5];

    [Theory]
    [InlineData(false, Thresholds.LevelLean)]
    [InlineData(true, Thresholds.TrendLean)]
    public void Each_strength_has_the_weight_of_its_likelihood_and_the_variance_that_is_left(bool trend, double lean)
    {
        var strengths = Persistence.Of(Values, trend);

        var fits = strengths.Select(s => Fit.Of(Values, s.Rho, trend)).ToList();
        var likelihoods = strengths.Zip(fits, (s, f) => Math.Pow(1 - s.Rho, lean) * f.Likelihood).ToList();
        for (var i = 0; i < strengths.Length; i++)
        {
            strengths[i].Variance.ShouldBe(fits[i].Variance, 1e-9 * fits[i].Variance);
            strengths[i].Weight.ShouldBe(likelihoods[i] / likelihoods.Sum(), 1e-9);
        }
    }

    [Fact]
    public void The_strengths_go_from_none_to_the_most_in_equal_steps()
    {
        var rhos = Persistence.Of(Values, trend: false).Select(s => s.Rho).ToList();

        rhos.Count.ShouldBe(19);
        rhos[0].ShouldBe(0);
        rhos[1].ShouldBe(0.05, 1e-12);
        rhos[^1].ShouldBe(0.9, 1e-12);
    }

    [Fact]
    public void A_line_leaves_nothing_beside_its_trend() =>
        Persistence.Of([1.1, 1.3, 1.5, 1.7, 1.9], trend: true).ShouldBe([new Strength(0, 1, 0)]);

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.5)]
    [InlineData(7, 0.3)]
    [InlineData(40, 0.9)]
    [InlineData(5, 0)]
    public void A_sum_varies_by_all_its_correlations(int count, double rho)
    {
        var ones = Enumerable.Repeat(1.0, count).ToArray();

        Persistence.OfSum(count, rho).ShouldBe(Varies(ones, rho), 1e-6);
    }

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.5)]
    [InlineData(8, 0.7)]
    [InlineData(5, 0)]
    public void A_slope_varies_by_all_its_correlations(int count, double rho)
    {
        var around = Enumerable.Range(0, count).Select(i => i - (count - 1) / 2.0).ToArray();

        Persistence.OfSlope(count, rho).ShouldBe(Varies(around, rho) / Varies(around, 0), 1e-9);
    }

    /// <summary>The variance of a weighted sum of values with variance one.</summary>
    private static double Varies(double[] weights, double rho)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            for (var j = 0; j < weights.Length; j++)
            {
                sum += weights[i] * weights[j] * Math.Pow(rho, Math.Abs(i - j));
            }
        }

        return sum;
    }

    /// <summary>Generalized least squares, by solving with the matrix of correlations.</summary>
    private sealed record Fit(double Likelihood, double Variance)
    {
        public static Fit Of(double[] values, double rho, bool trend)
        {
            var n = values.Length;
            double[] level = [.. Enumerable.Repeat(1.0, n)];
            double[] time = [.. Enumerable.Range(0, n).Select(i => (double)i)];
            double[][] fitted = trend ? [level, time] : [level];
            var (determinant, solved) = Solve(rho, [.. fitted, values]);
            var left = Dot(values, solved[^1]);
            double ofFitted;
            if (trend)
            {
                var (a, b, c) = (Dot(level, solved[0]), Dot(level, solved[1]), Dot(time, solved[1]));
                var (p, q) = (Dot(level, solved[2]), Dot(time, solved[2]));
                ofFitted = a * c - b * b;
                left -= (c * p * p - 2 * b * p * q + a * q * q) / ofFitted;
            }
            else
            {
                ofFitted = Dot(level, solved[0]);
                left -= Math.Pow(Dot(level, solved[1]), 2) / ofFitted;
            }

            var free = n - fitted.Length;
            return new Fit(Math.Pow(determinant * ofFitted, -0.5) * Math.Pow(left, -free / 2.0), left / free);
        }

        /// <returns>The determinant of the matrix of correlations, and each side multiplied by its inverse.</returns>
        private static (double Determinant, double[][] Solved) Solve(double rho, double[][] sides)
        {
            var n = sides[0].Length;
            var rows = Enumerable.Range(0, n)
                .Select(i => Enumerable.Range(0, n).Select(j => Math.Pow(rho, Math.Abs(i - j))).Concat(sides.Select(s => s[i])).ToArray()).ToArray();
            var determinant = 1.0;
            for (var k = 0; k < n; k++)
            {
                determinant *= rows[k][k];
                rows[k] = [.. rows[k].Select(v => v / rows[k][k])];
                for (var i = 0; i < n; i++)
                {
                    rows[i] = i == k ? rows[i] : [.. rows[i].Zip(rows[k], (v, pivot) => v - rows[i][k] * pivot)];
                }
            }

            return (determinant, [.. sides.Select((_, s) => rows.Select(r => r[n + s]).ToArray())]);
        }

        private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
    }
}
