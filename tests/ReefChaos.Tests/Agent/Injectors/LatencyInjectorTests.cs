using Microsoft.Extensions.Time.Testing;
using ReefChaos.Agent.Injectors;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class LatencyInjectorTests
{
    [Fact]
    public async Task A_call_goes_on_when_its_delay_has_passed()
    {
        var time = new FakeTimeProvider();
        using var bench = new AgentBench(time);
        var armed = bench.Arm(new LatencyFault { At = bench.PointSite, Delay = TimeSpan.FromSeconds(5) });
        var hit = bench.Point.HitAsync(CancellationToken.None).AsTask();
        armed.Injections.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(4.9));
        hit.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(0.1));

        await hit.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_still_waits_goes_on_when_disarmed()
    {
        using var bench = new AgentBench(new FakeTimeProvider());
        bench.Arm(new LatencyFault { At = bench.PointSite, Delay = TimeSpan.FromHours(1) });
        var hit = bench.Point.HitAsync(CancellationToken.None).AsTask();
        hit.IsCompleted.ShouldBeFalse();
        bench.Disarm();
        await hit.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
        bench.Point.HitAsync(CancellationToken.None).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_call_does_not_wait_on()
    {
        using var bench = new AgentBench(new FakeTimeProvider());
        bench.Arm(new LatencyFault { At = bench.PointSite, Delay = TimeSpan.FromHours(1) });
        using var cancel = new CancellationTokenSource();
        var hit = bench.Point.HitAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => hit.WaitAsync(AgentBench.Patience));
    }

    [Theory]
    [InlineData(DelayDistribution.Fixed, 0)]
    [InlineData(DelayDistribution.Uniform, 0.2887)]
    [InlineData(DelayDistribution.Normal, 0.5)]
    [InlineData(DelayDistribution.Exponential, 2)]
    public void A_distribution_has_its_mean_and_its_width(DelayDistribution distribution, double deviation)
    {
        var delays = Delays(distribution, seed: 3, count: 20_000);
        var mean = delays.Average();
        mean.ShouldBe(2, 0.06);
        Math.Sqrt(delays.Average(d => (d - mean) * (d - mean))).ShouldBe(deviation, 0.06);
        delays.ShouldAllBe(d => d >= 0);
    }

    [Fact]
    public void The_delays_follow_from_the_seed()
    {
        Delays(DelayDistribution.Normal, seed: 3, count: 20).ShouldBe(Delays(DelayDistribution.Normal, seed: 3, count: 20));
        Delays(DelayDistribution.Normal, seed: 3, count: 20).ShouldNotBe(Delays(DelayDistribution.Normal, seed: 4, count: 20));
    }

    [Fact]
    public void Which_calls_are_hit_follows_from_the_seed()
    {
        using var bench = new AgentBench();
        bench.ShouldChooseBySeed(new LatencyFault { At = bench.PointSite, Delay = TimeSpan.FromHours(1) });
    }

    private static List<double> Delays(DelayDistribution distribution, ulong seed, int count)
    {
        var fault = new LatencyFault
        {
            At = Site.Parse("fault-point:none"),
            Delay = TimeSpan.FromSeconds(2),
            Jitter = TimeSpan.FromSeconds(0.5),
            Distribution = distribution,
        };
        var injector = new LatencyInjector(new ArmedFault("l", fault, seed, TimeProvider.System), fault, new FaultPointSite("none"));
        return [.. Enumerable.Range(0, count).Select(i => injector.DelayOf((ulong)i).TotalSeconds)];
    }
}
