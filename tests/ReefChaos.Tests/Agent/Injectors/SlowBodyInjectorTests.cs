using Microsoft.Extensions.Time.Testing;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class SlowBodyInjectorTests
{
    private static readonly Site Payments = Site.Parse("http-client:payments");
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task The_body_comes_at_the_speed_and_the_headers_at_once()
    {
        using var bench = new AgentBench(time);
        using var client = bench.Client(_ => new HttpResponseMessage { Content = new StringContent("abc") });
        var armed = bench.Arm(new SlowBodyFault { At = Payments, Speed = new ByteRate(1) });
        var response = await client.GetAsync(
            new Uri("http://stub/"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        armed.Injections.ShouldBe(1);

        var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[10];
        var read = stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(0.9));
        read.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));
        (await read.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    [Fact]
    public async Task The_rest_comes_at_once_when_disarmed()
    {
        using var bench = new AgentBench(time);
        using var client = bench.Client(_ => new HttpResponseMessage { Content = new StringContent(new string('a', 1000)) });
        bench.Arm(new SlowBodyFault { At = Payments, Speed = new ByteRate(1) });
        var text = client.GetStringAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken);
        text.IsCompleted.ShouldBeFalse();
        bench.Disarm();
        (await text.WaitAsync(AgentBench.Patience, TestContext.Current.CancellationToken)).Length.ShouldBe(1000);
    }

    [Fact]
    public async Task Which_calls_are_hit_follows_from_the_seed()
    {
        using var bench = new AgentBench(time);
        using var client = bench.Client(_ => new HttpResponseMessage());
        var first = await Pattern(bench, client, 7);
        first.ShouldContain('x');
        first.ShouldContain('.');
        (await Pattern(bench, client, 7)).ShouldBe(first);
        (await Pattern(bench, client, 8)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Disarmed_the_content_is_the_downstreams_own()
    {
        using var bench = new AgentBench(time);
        var content = new StringContent("abc");
        using var client = bench.Client(_ => new HttpResponseMessage { Content = content });
        bench.Arm(new SlowBodyFault { At = Payments });
        bench.Disarm();
        var response = await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken);
        response.Content.ShouldBeSameAs(content);
    }

    private static async Task<string> Pattern(AgentBench bench, HttpClient client, ulong seed)
    {
        var armed = bench.Arm(new SlowBodyFault { At = Payments, Rate = new Ratio(0.5) }, seed);
        var pattern = "";
        for (var i = 0; i < 32; i++)
        {
            var before = armed.Injections;
            await client.GetAsync(new Uri("http://stub/"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            pattern += armed.Injections > before ? 'x' : '.';
        }

        bench.Disarm();
        return pattern;
    }
}
