using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ReefChaos.Plans;
using static ReefChaos.Tests.Load.Loads;

namespace ReefChaos.Tests.Load;

/// <summary>What both paths do alike over TLS, by HTTP/1.1.</summary>
public sealed class TlsPathsTests
{
    private static readonly HttpSettings Secure = new() { Tls = new TlsSettings(Verify: false) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_larger_than_the_sockets_buffer_arrives_whole(bool general)
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, tls: true);
        var large = new RequestTemplate { Method = "POST", Path = "/length", Body = new string('x', 8 << 20), Checks = [new BodyCheck(null, $"{8 << 20}")] };

        WorkerRun.Of(Of(Inject(3), large) with { Http = Secure }, target.Url, 1, general).Ok.ShouldBe(3);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_is_used_again_by_the_next_request(bool general)
    {
        await using var target = await KestrelTarget.StartAsync(HttpProtocols.Http1, tls: true);
        var run = WorkerRun.Of(Of(Copies(1), Get("/ok")) with { Http = Secure }, target.Url, 2, general);

        run.Ok.ShouldBeGreaterThan(1);
        run.Failures.ShouldBeEmpty();
        target.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData(false, false, "timeout")]
    [InlineData(false, true, "timeout")]
    [InlineData(true, false, "connection")]
    [InlineData(true, true, "connection")]
    public async Task A_handshake_that_nobody_answers_ends_with_its_request(bool hangsUp, bool general, string kind)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = new List<Socket>();
        var accepting = AcceptAsync(listener, accepted, hangsUp);
        var profile = Of(Inject(4), Get("/ok")) with { Http = Secure, Timeout = TimeSpan.FromSeconds(1) };

        var run = WorkerRun.Of(profile, $"https://{listener.LocalEndpoint}", 1, general);

        listener.Stop();
        await accepting;
        accepted.ForEach(a => a.Dispose());
        run.Failures.ShouldBe([new(kind, 4)]);
    }

    private static async Task AcceptAsync(TcpListener listener, List<Socket> accepted, bool hangsUp)
    {
        try
        {
            while (true)
            {
                accepted.Add(await listener.AcceptSocketAsync());
                if (hangsUp)
                {
                    accepted[^1].Close();
                }
            }
        }
        catch (SocketException)
        {
            // The listener was stopped.
        }
    }
}
