using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging;

/// <summary>What is exactly at a limit is within it.</summary>
public sealed class GeneratorHealthTests
{
    private static readonly GeneratorReport Calm = new(1000, 1000, 0, 0, 0, 0, 0, 0, 0) { At = 1 };

    private static readonly Slo Slo = new()
    {
        Latency = new Dictionary<Percentile, Bound<Duration>>
        {
            [Percentile.Parse("p50")] = Bound<Duration>.Parse("<= 400ms"),
            [Percentile.Parse("p99")] = Bound<Duration>.Parse("<= 2s"),
        },
    };

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_thousandth_may_stay_unsent(long unsent, bool healthy) => Healthy(Calm with { Unsent = unsent }).ShouldBe(healthy);

    [Theory]
    [InlineData(100, true)]
    [InlineData(100.5, false)]
    public void The_smallest_latency_objective_says_how_late_it_may_be(double lateMs, bool healthy) => Healthy(Calm with { LatenessP99Ms = lateMs }).ShouldBe(healthy);

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(0.91, false)]
    public void It_may_use_nine_tenths_of_its_core(double share, bool healthy) => Healthy(Calm with { CpuShare = share }).ShouldBe(healthy);

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Its_collections_may_take_a_fiftieth_of_the_time(double pauseMs, bool healthy) => Healthy(Calm with { GcPauseMs = pauseMs }).ShouldBe(healthy);

    private static bool Healthy(GeneratorReport report) => GeneratorHealth.Of(report, Slo)!.Healthy;
}
