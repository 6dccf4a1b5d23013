using ReefChaos.Engine.Planning;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Planning;

public sealed class StricterSloTests
{
    [Theory]
    [InlineData(">= 99%", ">= 95%", ">= 99%")]
    [InlineData(">= 95%", ">= 99%", ">= 99%")]
    [InlineData(">= 95%", "> 95%", "> 95%")]
    [InlineData("> 95%", ">= 95%", "> 95%")]
    [InlineData("<= 10%", "< 20%", "<= 10%")]
    [InlineData("<= 20%", "< 10%", "< 10%")]
    [InlineData("<= 20%", "< 20%", "< 20%")]
    [InlineData("<= 20%", ">= 90%", "<= 20%")]
    [InlineData(null, ">= 90%", ">= 90%")]
    [InlineData(">= 90%", null, ">= 90%")]
    [InlineData(null, null, null)]
    public void The_stricter_bound_counts(string? first, string? second, string? joined) =>
        StricterSlo.Of(new Slo { Availability = Bound(first) }, new Slo { Availability = Bound(second) }).Availability.ShouldBe(Bound(joined));

    [Fact]
    public void Latencies_are_joined_by_percentile_and_the_rest_stays()
    {
        var first = new Slo { Latency = Latency("p50", "<= 10ms", "p99", "<= 100ms"), Recovery = Bound<Duration>.Parse("<= 3s") };
        var second = new Slo { Latency = Latency("p75", "< 80ms", "p99", "< 50ms"), Throughput = Bound<Frequency>.Parse("> 30/s") };

        StricterSlo.Of(first, second).Objectives().Select(o => $"{o.Name} {o.Target}")
            .ShouldBe(["latency.p50 <= 10ms", "latency.p75 < 80ms", "latency.p99 < 50ms", "throughput > 30/s", "recovery <= 3s"]);
        StricterSlo.Of(first, null).ShouldBeSameAs(first);
    }

    [Fact]
    public void Latencies_of_one_side_alone_stay_as_they_are()
    {
        var some = new Slo { Latency = Latency("p50", "<= 10ms") };

        StricterSlo.Of(some, new Slo()).Latency.ShouldBe(some.Latency);
        StricterSlo.Of(new Slo(), some).Latency.ShouldBe(some.Latency);
        StricterSlo.Of(new Slo(), new Slo()).Latency.ShouldBeNull();
    }

    private static Bound<Ratio>? Bound(string? text) => text is null ? null : Bound<Ratio>.Parse(text);

    private static Dictionary<Percentile, Bound<Duration>> Latency(params string[] pairs) =>
        pairs.Chunk(2).ToDictionary(p => Percentile.Parse(p[0]), p => Bound<Duration>.Parse(p[1]));
}
