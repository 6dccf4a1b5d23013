using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Engine;
using ReefChaos.Engine.Running.Dependencies;
using ReefChaos.Engine.Running.Dependencies.Faults;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Engine.Dependencies;

public sealed class DependencyHostTests : IAsyncDisposable
{
    private const int LeaseMs = 3000;
    private static readonly Site Payments = Site.Parse("dependency:payments");

    private readonly FakeTimeProvider time = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private DependencyHost? host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        client.Dispose();
    }

    [Fact]
    public async Task A_stub_answers_as_told_and_its_address_goes_to_the_target()
    {
        await StartAsync(new StubSpec { Status = 201, Body = "{\"ok\":true}", ContentType = "application/x-test" });
        host!.Environment.Keys.ShouldBe(["Shop__Payments__Url"]);
        using var answer = await GetAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-test");
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("{\"ok\":true}");
    }

    [Fact]
    public async Task A_stub_with_no_content_sends_none()
    {
        await StartAsync(new StubSpec { Status = 204, Body = "ignored" });
        using var answer = await GetAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_stub_takes_its_time()
    {
        await StartAsync(new StubSpec { Latency = TimeSpan.FromMinutes(1) });
        using var answer = await AfterTimePasses(GetAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_missing_timeout_hangs_until_disarmed_and_then_ends()
    {
        await StartAsync();
        await ArmAsync(new MissingTimeoutFault { At = Payments });
        var calls = Enumerable.Range(0, 200).Select(_ => GetAsync()).ToList();
        await InjectionsAsync(200);
        calls.ShouldAllBe(c => !c.IsCompleted);

        (await host!.SendAsync(new DisarmOrder("f"), Token)).ShouldBe(new DoneReply());
        foreach (var call in calls)
        {
            await Should.ThrowAsync<HttpRequestException>(() => call);
        }

        using var after = await GetAsync();
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await FaultAsync()).ShouldBe(new FaultStatus("f", Armed: false, Expired: false, Calls: 200, Injections: 200));
    }

    [Fact]
    public async Task A_lease_that_nobody_renews_runs_out()
    {
        await StartAsync();
        await ArmAsync(new OutcomeFault { At = Payments, Status = 503 });
        time.Advance(TimeSpan.FromMilliseconds(LeaseMs - 1));
        (await FaultAsync()).Armed.ShouldBeTrue();
        await host!.SendAsync(new RenewOrder(LeaseMs), Token);
        time.Advance(TimeSpan.FromMilliseconds(LeaseMs - 1));
        (await FaultAsync()).Armed.ShouldBeTrue();
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await FaultAsync()).ShouldBe(new FaultStatus("f", Armed: false, Expired: true, 0, 0));
        using var answer = await GetAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Which_calls_are_hit_follows_from_the_seed()
    {
        await StartAsync();
        await ArmAsync(new OutcomeFault { At = Payments, Status = 503, Rate = Ratio.Parse("50%") }, seed: 11);
        var hit = new List<bool>();
        for (var i = 0; i < 32; i++)
        {
            using var answer = await GetAsync();
            hit.Add(answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        }

        hit.ShouldBe(Enumerable.Range(0, 32).Select(i => Chance.Draw(11, (ulong)i) < 0.5));
        hit.Distinct().Count().ShouldBe(2);
        (await FaultAsync()).Injections.ShouldBe(hit.Count(h => h));
    }

    [Fact]
    public async Task An_outcome_carries_its_body_and_when_to_retry()
    {
        await StartAsync();
        await ArmAsync(new OutcomeFault { At = Payments, Status = 429, Body = "slow down", RetryAfter = TimeSpan.FromMilliseconds(1500) });
        using var answer = await GetAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("slow down");
    }

    [Fact]
    public async Task An_error_resets_the_connection()
    {
        await StartAsync();
        await ArmAsync(new ErrorFault { At = Payments });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var address = new Uri(host!.Environment["Shop__Payments__Url"]);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Token);
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Token);
        var error = await Should.ThrowAsync<SocketException>(() => socket.ReceiveAsync(new byte[1], Token).AsTask());
        error.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Latency_holds_the_call_back_and_then_lets_it_through()
    {
        await StartAsync();
        await ArmAsync(new LatencyFault { At = Payments, Delay = TimeSpan.FromSeconds(2) });
        var call = GetAsync();
        await InjectionsAsync(1);
        call.IsCompleted.ShouldBeFalse();
        using var answer = await AfterTimePasses(call);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Disarmed_latency_lets_waiting_calls_through_at_once()
    {
        await StartAsync();
        await ArmAsync(new LatencyFault { At = Payments, Delay = TimeSpan.FromHours(1) });
        var call = GetAsync();
        await InjectionsAsync(1);
        await host!.SendAsync(new DisarmOrder(), Token);
        using var answer = await call;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_slow_body_sends_its_headers_first()
    {
        await StartAsync(new StubSpec { Body = "drop by drop" });
        await ArmAsync(new SlowBodyFault { At = Payments });
        using var request = new HttpRequestMessage(HttpMethod.Get, host!.Environment["Shop__Payments__Url"]);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        var body = answer.Content.ReadAsStringAsync(Token);
        body.IsCompleted.ShouldBeFalse();
        await host.SendAsync(new DisarmOrder(), Token);
        (await body).ShouldBe("drop by drop");
    }

    [Fact]
    public async Task A_slow_body_arrives_whole_without_being_disarmed()
    {
        await StartAsync(new StubSpec { Body = "drop by drop" });
        await ArmAsync(new SlowBodyFault { At = Payments, Speed = new ByteRate(16) }, leaseMs: int.MaxValue);
        var call = client.GetStringAsync(new Uri(host!.Environment["Shop__Payments__Url"]), Token);
        (await AfterTimePasses(call)).ShouldBe("drop by drop");
        (await FaultAsync()).Armed.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_faults_act_on_the_same_call()
    {
        await StartAsync();
        await ArmAsync(new LatencyFault { At = Payments, Delay = TimeSpan.FromSeconds(1) }, id: "a");
        await ArmAsync(new OutcomeFault { At = Payments, Status = 500 }, id: "b");
        using var answer = await AfterTimePasses(GetAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await StatusAsync()).Faults.ShouldAllBe(f => f.Injections == 1);
    }

    [Fact]
    public async Task A_proxy_passes_the_request_on_and_the_answer_back()
    {
        await using var real = await EchoAsync();
        await StartAsync(new DependencySpec { Proxy = real.Urls.Single(), Env = "Shop__Payments__Url" });
        using var answer = await client.PostAsync(new Uri(host!.Environment["Shop__Payments__Url"] + "/pay?x=1"), new StringContent("42"), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe($"POST {new Uri(real.Urls.Single()).Authority} /pay?x=1 42");
    }

    [Fact]
    public async Task A_fault_acts_before_a_proxy()
    {
        await using var real = await EchoAsync();
        await StartAsync(new DependencySpec { Proxy = real.Urls.Single(), Env = "Shop__Payments__Url" });
        await ArmAsync(new OutcomeFault { At = Payments, Status = 503 });
        using var answer = await GetAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_proxy_to_nowhere_is_refused()
    {
        var refused = await Should.ThrowAsync<InvalidInputException>(() => StartAsync(new DependencySpec { Proxy = "payments:8080", Env = "X" }));
        refused.Message.ShouldContain("payments:8080");
    }

    [Fact]
    public async Task What_cannot_be_armed_is_refused_with_the_reason()
    {
        await StartAsync();
        (await Order(new OutcomeFault { At = Site.Parse("dependency:stock"), Status = 500 })).ShouldBeOfType<RefusedReply>().Why.ShouldContain("There are: payments");
        (await Order(new LeakFault { At = Payments })).ShouldBeOfType<RefusedReply>().Why.ShouldContain("cannot act");
        await ArmAsync(new ErrorFault { At = Payments });
        (await Order(new ErrorFault { At = Payments })).ShouldBeOfType<RefusedReply>().Why.ShouldContain("armed already");
        (await host!.SendAsync(new DisarmOrder("none"), Token)).ShouldBeOfType<RefusedReply>();
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_hanging_calls()
    {
        await StartAsync();
        await ArmAsync(new MissingTimeoutFault { At = Payments });
        var call = GetAsync();
        await InjectionsAsync(1);
        await host!.DisposeAsync();
        await Should.ThrowAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public void Every_fault_that_may_act_at_a_dependency_does()
    {
        foreach (var type in FaultCatalogue.Types)
        {
            var fault = (Fault)Activator.CreateInstance(type)!;
            var acts = DependencyInjectors.Make(fault, 1, time) is not null;
            acts.ShouldBe(FaultCatalogue.SitesOf(type).Contains(SiteKind.Dependency), type.Name);
        }
    }

    private Task StartAsync(StubSpec? stub = null) => StartAsync(new DependencySpec { Stub = stub ?? new StubSpec(), Env = "Shop__Payments__Url" });

    private async Task StartAsync(DependencySpec spec) =>
        host = await DependencyHost.StartAsync(new Dictionary<string, DependencySpec> { ["payments"] = spec }, IPAddress.Loopback, time, Token);

    private Task<HttpResponseMessage> GetAsync() => client.GetAsync(new Uri(host!.Environment["Shop__Payments__Url"]), Token);

    private Task<AgentReply> Order(Fault fault, string id = "f", ulong seed = 1, int leaseMs = LeaseMs) =>
        host!.SendAsync(new ArmOrder(id, fault, seed, leaseMs), Token);

    private async Task ArmAsync(Fault fault, string id = "f", ulong seed = 1, int leaseMs = LeaseMs) =>
        (await Order(fault, id, seed, leaseMs)).ShouldBe(new DoneReply());

    private async Task<StatusReply> StatusAsync() => (StatusReply)await host!.SendAsync(new StatusOrder(), Token);

    private async Task<FaultStatus> FaultAsync() => (await StatusAsync()).Faults.Single();

    private async Task InjectionsAsync(int count)
    {
        while ((await FaultAsync()).Injections < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }
    }

    /// <summary>Moves the clock on until the call ends: it must not end by itself.</summary>
    private async Task<T> AfterTimePasses<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await host!.SendAsync(new RenewOrder(LeaseMs), Token);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }

        return await call;
    }

    private static async Task<WebApplication> EchoAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            http.Response.StatusCode = 202;
            await http.Response.WriteAsync(
                $"{http.Request.Method} {http.Request.Host} {http.Request.Path}{http.Request.QueryString} {await reader.ReadToEndAsync(Token)}", Token);
        });
        await app.StartAsync(Token);
        return app;
    }
}
