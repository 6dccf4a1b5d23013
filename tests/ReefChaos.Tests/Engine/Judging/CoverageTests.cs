using ReefChaos.Engine.Judging.Estimates;

namespace ReefChaos.Tests.Engine.Judging;

/// <summary>The short version of the torture program's <c>coverage</c>: how often the 95% interval holds a truth that is known.</summary>
public sealed class CoverageTests
{
    private const int Runs = 25;

    public static TheoryData<string> Kinds => [.. SimulatedService.All.Select(s => s.Kind).Distinct()];

    /// <remarks>The bounds are that command's, and three standard deviations of so few runs.</remarks>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Intervals_hold_the_truth(string kind)
    {
        var count = CoverageCount.Sum([.. SimulatedService.All.Where(s => s.Kind == kind).Select(s => CoverageCount.Of(s, Runs))]);

        var chance = 3 * Math.Sqrt(0.05 * 0.95 / count.Runs);
        count.Share.ShouldBeInRange(CoverageCommand.Least - chance, CoverageCommand.Most + chance, count.ToString());
    }

    [Fact]
    public void An_interval_that_is_too_narrow_or_too_wide_shows()
    {
        CoverageCount.Of(SimulatedService.Of("kind", "narrow", 0, chance => new Estimate(0, 0.1 - chance.Uniform(), 0.1)), 100).Share.ShouldBeLessThan(0.93);
        CoverageCount.Of(SimulatedService.Of("kind", "wide", 0, _ => new Estimate(0, -1, 1)), 100).Share.ShouldBe(1);
    }

    [Fact]
    public void A_few_jumps_do_not_move_a_growth()
    {
        var flat = GrowthEstimator.Of([.. Enumerable.Range(0, 10).Select(s => ((double)s, s is 4 or 5 ? 3e8 : 1e8 + s))]);

        flat.Value!.Value.ShouldBe(1, 0.5);
    }
}
