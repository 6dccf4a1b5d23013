using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Faults;

public sealed class LatencyDelaysTests
{
    private const int Draws = 4000;

    [Theory]
    [InlineData(DelayDistribution.Fixed, 0)]
    [InlineData(DelayDistribution.Uniform, 0.0577)]
    [InlineData(DelayDistribution.Normal, 0.1)]
    [InlineData(DelayDistribution.Exponential, 0.4)]
    public void A_distribution_has_its_mean_and_spread(DelayDistribution distribution, double spread)
    {
        var delays = Delays(distribution, seed: 3);
        var mean = delays.Average();
        mean.ShouldBe(0.4, 0.02);
        Math.Sqrt(delays.Average(d => (d - mean) * (d - mean))).ShouldBe(spread, 0.02);
    }

    [Fact]
    public void The_same_seed_repeats_and_another_differs()
    {
        Delays(DelayDistribution.Normal, 3).ShouldBe(Delays(DelayDistribution.Normal, 3));
        Delays(DelayDistribution.Normal, 4).ShouldNotBe(Delays(DelayDistribution.Normal, 3));
    }

    [Fact]
    public void No_delay_is_negative()
    {
        var wide = new LatencyFault
        {
            At = Site.Parse("dependency:x"),
            Delay = TimeSpan.FromMilliseconds(10),
            Jitter = TimeSpan.FromSeconds(1),
            Distribution = DelayDistribution.Normal,
        };
        var drawn = new LatencyDelays(wide, 3);
        var delays = Enumerable.Range(0, 100).Select(i => drawn.Of((ulong)i)).ToList();
        delays.Min().ShouldBe(TimeSpan.Zero);
        delays.Max().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private static List<double> Delays(DelayDistribution distribution, ulong seed)
    {
        var fault = new LatencyFault
        {
            At = Site.Parse("dependency:x"),
            Delay = TimeSpan.FromMilliseconds(400),
            Jitter = TimeSpan.FromMilliseconds(100),
            Distribution = distribution,
        };
        var delays = new LatencyDelays(fault, seed);
        return [.. Enumerable.Range(0, Draws).Select(i => delays.Of((ulong)i).TotalSeconds)];
    }
}
