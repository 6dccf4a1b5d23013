using Microsoft.AspNetCore.Server.Kestrel.Core;
using ReefChaos.Plans;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

/// <summary>HTTP/2, TLS and gRPC, against a server within this process.</summary>
public sealed class GeneralPathTests
{
    private static readonly HttpSettings Http2 = new() { Version = HttpProtocol.Http2 };

    [Fact]
    public async Task HTTP_2_is_spoken_without_TLS_by_prior_knowledge()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, tls: false);
        var profile = Of(Inject(40)) with
        {
            Journeys = [.. new[] { Get("/ok") with { Checks = [new BodyCheck(null, "HTTP/2 127.0.0.1")] }, Get("/abort"), Get("/missing"), Get("/never") }.Select(r => new Journey(r.Path, 1, [r]))],
            Http = Http2,
            Timeout = TimeSpan.FromSeconds(1),
        };

        var run = WorkerRun.Of(profile, target.Url);

        string[] kinds = ["ok", "connection", "status-404", "timeout"];
        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(40).CountBy(a => kinds[a.Journey]).ToDictionary(c => c.Key, c => (long)c.Value);
        run.Failures.Append(new("ok", run.Ok)).ShouldBe(planned, ignoreOrder: true);
    }

    [Fact]
    public async Task When_streams_run_out_another_connection_is_opened()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, tls: false, maxStreams: 2);

        var run = WorkerRun.Of(Of(Iterations(6, 6), Get("/together")) with { Http = Http2 }, target.Url);

        run.Ok.ShouldBe(6);
    }

    [Fact]
    public async Task A_target_that_speaks_HTTP_1_1_only_fails_every_request_of_HTTP_2()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, tls: false);

        var failures = WorkerRun.Of(Of(Inject(5), Get("/ok")) with { Http = Http2 }, target.Url).Failures;

        // Its refusal in HTTP/1.1 may be overtaken by the end of the connection.
        failures.Values.Sum().ShouldBe(5);
        failures.Keys.ShouldBeSubsetOf(["protocol", "connection"]);
    }

    [Theory]
    [InlineData(true, TestCertificate.Name, true, null)]
    [InlineData(true, null, true, "tls")]
    [InlineData(true, "other.test", true, "tls")]
    [InlineData(false, TestCertificate.Name, true, "tls")]
    [InlineData(false, null, false, null)]
    public async Task A_certificate_must_be_trusted_and_of_the_name_unless_any_will_do(bool trusted, string? name, bool verify, string? failure)
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1AndHttp2, tls: true);
        var tls = new TlsSettings(trusted ? target.Authority : null, name, verify);
        foreach (var version in new[] { HttpProtocol.Http11, HttpProtocol.Http2 })
        {
            var check = new BodyCheck(null, $"{(version == HttpProtocol.Http2 ? "HTTP/2" : "HTTP/1.1")} {name ?? "127.0.0.1"}");
            var profile = Of(Inject(5), Get("/ok") with { Checks = [check] }) with { Http = new HttpSettings { Version = version, Tls = tls } };

            var run = WorkerRun.Of(profile, target.Url);

            run.Failures.Append(new("ok", run.Ok)).ShouldBe(failure is null ? [new("ok", 5)] : [new(failure, 5L), new("ok", 0L)]);
        }
    }

    [Fact]
    public async Task TLS_settings_make_an_address_secure_that_does_not_say_so()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, tls: true);
        var profile = Of(Inject(5), Get("/ok")) with { Http = new HttpSettings { Tls = new TlsSettings(Verify: false) } };

        WorkerRun.Of(profile, target.Url.Replace("https", "http", StringComparison.Ordinal)).Ok.ShouldBe(5);
    }

    [Fact]
    public async Task A_target_without_TLS_is_told_apart()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, tls: false);
        var profile = Of(Inject(5), Get("/ok")) with { Http = new HttpSettings { Tls = new TlsSettings(Verify: false) } };

        WorkerRun.Of(profile, target.Url).Failures.Keys.ShouldBe(["tls"]);
    }

    [Fact]
    public async Task A_gRPC_call_has_its_own_status()
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http2, tls: false);
        RequestTemplate[] calls = [Call("Echo") with { Checks = [new BodyCheck(null, "hello")] }, Call("Fails"), Call("FailsAtOnce"), Call("Missing"), Call("Echo") with { Path = "/ok" }];
        var profile = Of(Inject(50)) with { Journeys = [.. calls.Select((c, i) => new Journey($"{i}", 1, [c]))], Http = Http2 };

        var run = WorkerRun.Of(profile, target.Url);

        string[] kinds = ["ok", "grpc-14", "grpc-5", "status-404", "protocol"];
        var planned = new ArrivalSchedule(profile, 42).Arrivals().Take(50).CountBy(a => kinds[a.Journey]).ToDictionary(c => c.Key, c => (long)c.Value);
        run.Failures.Append(new("ok", run.Ok)).ShouldBe(planned, ignoreOrder: true);
    }

    [Fact]
    public void A_gRPC_call_over_HTTP_1_1_is_refused() =>
        Should.Throw<InvalidDataException>(() => WorkerRun.Of(Of(Inject(5), Call("Echo")), "http://127.0.0.1:1")).Message.ShouldContain("HTTP/2");

    private static RequestTemplate Call(string method) =>
        new() { Method = "POST", Path = $"/reef.Test/{method}", Body = Convert.ToBase64String("hello"u8), Grpc = true };
}
