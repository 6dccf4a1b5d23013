using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

public sealed class StudentTTests
{
    [Theory]
    [InlineData(3, 3.1824)]
    [InlineData(4, 2.7764)]
    [InlineData(5, 2.5706)]
    [InlineData(6, 2.4469)]
    [InlineData(10, 2.2281)]
    [InlineData(31, 2.0395)]
    public void Beyond_the_quantile_of_the_tables_lie_five_hundredths(int degrees, double quantile) => StudentT.Beyond(quantile, degrees).ShouldBe(0.05, 1e-4);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Everything_lies_beyond_nothing_and_nothing_beyond_everything(int degrees)
    {
        StudentT.Beyond(0, degrees).ShouldBe(1, 1e-12);
        StudentT.Beyond(1e12, degrees).ShouldBe(0, 1e-9);
    }

    /// <summary>Whatever is weighed: outside of it lie five hundredths of the mixture.</summary>
    [Fact]
    public void The_interval_of_a_mixture_leaves_five_hundredths_outside()
    {
        Strength[] strengths = [new(0, 0.5, 4), new(0.5, 0.3, 9), new(0.8, 0.2, 1)];
        const int count = 6;

        var half = StudentT.HalfWidthOfSum(count, strengths);

        strengths.Sum(s => s.Weight * StudentT.Beyond(half / Math.Sqrt(s.Variance * Persistence.OfSum(count, s.Rho)), count - 1)).ShouldBe(0.05, 1e-9);
    }

    [Fact]
    public void What_does_not_vary_adds_nothing_outside()
    {
        var half = StudentT.HalfWidthOfSum(8, [new(0, 0.5, 4), new(0, 0.5, 0)]);

        (0.5 * StudentT.Beyond(half / Math.Sqrt(8 * 4), 7)).ShouldBe(0.05, 1e-9);
    }

    [Fact]
    public void The_interval_of_two_values_is_the_widest() => StudentT.HalfWidthOfSum(2, [new(0, 1, 1)]).ShouldBe(12.7062 * Math.Sqrt(2), 1e-3);
}
