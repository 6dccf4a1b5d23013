using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ReefChaos.Faults;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Agent.Sites;

public sealed class HttpClientSiteTests : IDisposable
{
    private readonly AgentBench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task It_is_innermost_so_that_the_apps_own_handlers_see_the_fault()
    {
        var seen = new List<HttpStatusCode>();
        var provider = bench.Build(s => s.AddHttpClient("payments").AddHttpMessageHandler(() => new Spy(seen)));
        bench.Arm(new OutcomeFault { At = Site.Parse("http-client:payments"), Status = 503 });
        using var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("payments");
        await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken);
        seen.ShouldBe([HttpStatusCode.ServiceUnavailable]);
    }

    [Fact]
    public async Task Another_client_is_left_alone()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        var armed = bench.Arm(new OutcomeFault { At = Site.Parse("http-client:shipping"), Status = 503 });
        (await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        armed.Calls.ShouldBe(0);
    }

    [Fact]
    public void A_blocking_send_is_hit_too()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        var armed = bench.Arm(new OutcomeFault { At = Site.Parse("http-client:payments"), Status = 503 });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://stub/");
        client.Send(request, TestContext.Current.CancellationToken).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        armed.Injections.ShouldBe(1);
    }

    [Fact]
    public async Task The_fault_left_armed_goes_on_when_another_at_the_client_ends()
    {
        using var client = bench.Client(_ => new HttpResponseMessage());
        var ending = bench.Arm(new ErrorFault { At = Site.Parse("http-client:payments") });
        bench.Arm(new OutcomeFault { At = Site.Parse("http-client:payments"), Status = 503 });
        ending.Dispose();
        (await client.GetAsync(new Uri("http://stub/"), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        bench.Disarm();
        bench.Sites.HttpClient("payments").Armed.ShouldBeNull();
    }

    private sealed class Spy(List<HttpStatusCode> seen) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            seen.Add(response.StatusCode);
            return response;
        }
    }
}
