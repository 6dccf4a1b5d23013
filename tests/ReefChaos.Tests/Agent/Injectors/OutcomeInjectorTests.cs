using System.Net;
using Microsoft.AspNetCore.Http;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Injectors;

public sealed class OutcomeInjectorTests : IDisposable
{
    private static readonly Site Payments = Site.Parse("http-client:payments");
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task An_outgoing_call_gets_the_answer_and_goes_nowhere()
    {
        var reached = 0;
        using var client = bench.Client(_ => { reached++; return new HttpResponseMessage(); });
        var armed = bench.Arm(new OutcomeFault { At = Payments, Status = 503, Body = "busy", RetryAfter = TimeSpan.FromSeconds(1.2) });

        var response = await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("busy");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        response.RequestMessage!.RequestUri!.Host.ShouldBe("stub");
        reached.ShouldBe(0);
        armed.Injections.ShouldBe(1);
    }

    [Fact]
    public async Task An_incoming_call_is_answered_before_the_app_sees_it()
    {
        var reached = 0;
        var middleware = new InboundMiddleware(bench.Sites.Inbound, _ => { reached++; return Task.CompletedTask; });
        bench.Arm(new OutcomeFault { At = Site.Parse("inbound:*"), Status = 429, Body = "slow down", RetryAfter = TimeSpan.FromSeconds(3) });
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await middleware.Invoke(context);

        context.Response.StatusCode.ShouldBe(429);
        context.Response.Headers.RetryAfter.ToString().ShouldBe("3");
        context.Response.Body.Length.ShouldBe("slow down".Length);
        reached.ShouldBe(0);
    }

    [Fact]
    public async Task Which_calls_are_hit_follows_from_the_seed()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        var first = await Pattern(client, 7);
        first.ShouldContain('x');
        first.ShouldContain('.');
        (await Pattern(client, 7)).ShouldBe(first);
        (await Pattern(client, 8)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Disarmed_the_real_answer_comes()
    {
        using var client = bench.Client(_ => new HttpResponseMessage(HttpStatusCode.Accepted));
        bench.Arm(new OutcomeFault { At = Payments, Status = 503 });
        bench.Disarm();
        (await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public void A_status_that_ends_no_call_is_refused() =>
        Should.Throw<RefusedException>(() => bench.Arm(new OutcomeFault { At = Payments, Status = 100 }));

    private async Task<string> Pattern(HttpClient client, ulong seed)
    {
        bench.Arm(new OutcomeFault { At = Payments, Status = 500, Rate = new Ratio(0.5) }, seed);
        var pattern = "";
        for (var i = 0; i < 32; i++)
        {
            pattern += (int)(await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken)).StatusCode == 500 ? 'x' : '.';
        }

        bench.Disarm();
        return pattern;
    }
}
