using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class MissingTimeoutInjectorTests : IDisposable
{
    private static readonly Site Payments = Site.Parse("http-client:payments");
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task A_call_hangs_until_disarmed_and_then_fails_as_a_closed_connection()
    {
        var reached = 0;
        using var client = bench.Client(_ => { reached++; return new HttpResponseMessage(); });
        var armed = bench.Arm(new MissingTimeoutFault { At = Payments });
        var call = client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken);
        armed.Injections.ShouldBe(1);
        call.IsCompleted.ShouldBeFalse();

        bench.Disarm();

        await Should.ThrowAsync<HttpRequestException>(() => call.WaitAsync(AgentBench.Patience));
        reached.ShouldBe(0);
    }

    [Fact]
    public async Task A_call_that_honours_cancellation_ends_with_its_token()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        bench.Arm(new MissingTimeoutFault { At = Payments });
        using var cancel = new CancellationTokenSource();
        var call = client.GetAsync(new Uri("http://stub/"), cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call.WaitAsync(AgentBench.Patience));
    }

    [Fact]
    public async Task A_call_that_ignores_cancellation_stays()
    {
        bench.Arm(new MissingTimeoutFault { At = bench.PointSite, HonorCancellation = false });
        using var cancel = new CancellationTokenSource();
        var hit = bench.Point.HitAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        hit.IsCompleted.ShouldBeFalse();
        bench.Disarm();
        await Task.WhenAny(hit).WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_blocking_fault_point_goes_on_when_disarmed()
    {
        var armed = bench.Arm(new MissingTimeoutFault { At = bench.PointSite });
        var thread = new Thread(bench.Point.Hit);
        thread.Start();
        AgentBench.Soon(() => armed.Injections == 1).ShouldBeTrue();
        bench.Disarm();
        thread.Join(AgentBench.Patience).ShouldBeTrue();
    }

    [Fact]
    public void Which_calls_are_hit_follows_from_the_seed() => bench.ShouldChooseBySeed(new MissingTimeoutFault { At = bench.PointSite });

    [Fact]
    public async Task Disarmed_the_call_goes_through()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        bench.Arm(new MissingTimeoutFault { At = Payments });
        bench.Disarm();
        (await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
    }
}
