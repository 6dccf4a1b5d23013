using ReefChaos.Plans;

namespace ReefChaos.Torture.Coverage;

/// <summary>How often intervals held the truth, and on which side they missed it.</summary>
/// <param name="Low">The truth lay below the interval.</param>
/// <param name="High">The truth lay above it.</param>
/// <param name="Open">Intervals with an open end.</param>
/// <param name="Width">The median, of those that are closed, as a share of the truth.</param>
internal sealed record CoverageCount(int Runs, int Low, int High, int Open, double Width)
{
    public double Share => 1 - (Low + High) / (double)Runs;

    public static CoverageCount Of(SimulatedService service, int runs, ulong seed = 1)
    {
        var results = Enumerable.Range(0, runs).AsParallel()
            .Select(i => service.Run(new SimulatedChance(Chance.Derive(seed, $"{service.Kind}/{service.Name}/{i}")))).ToList();
        var widths = results.Where(r => r.Estimate is { Low: not null, High: not null })
            .Select(r => (r.Estimate.High!.Value - r.Estimate.Low!.Value) / r.Truth).Order().ToList();
        return new CoverageCount(
            runs,
            results.Count(r => r.Estimate.Low > r.Truth),
            results.Count(r => r.Estimate.High < r.Truth),
            results.Count(r => r.Estimate is not { Low: not null, High: not null }),
            widths.Count == 0 ? double.NaN : widths[widths.Count / 2]);
    }

    public static CoverageCount Sum(IReadOnlyList<CoverageCount> parts) => new(
        parts.Sum(p => p.Runs), parts.Sum(p => p.Low), parts.Sum(p => p.High), parts.Sum(p => p.Open), double.NaN);
}
