using Microsoft.Extensions.Time.Testing;
using ReefChaos.Faults;

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

    [Fact]
    public void Which_calls_are_hit_follows_from_the_seed()
    {
        using var bench = new AgentBench();
        bench.ShouldChooseBySeed(new LatencyFault { At = bench.PointSite, Delay = TimeSpan.FromHours(1) });
    }
}
