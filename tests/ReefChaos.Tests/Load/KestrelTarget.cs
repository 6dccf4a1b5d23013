using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ReefChaos.Tests.Load;

/// <summary>HTTP/2, TLS and gRPC on loopback, with a <see cref="TestCertificate"/>.</summary>
internal sealed class KestrelTarget : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StrongBox<int> connections;

    private KestrelTarget(WebApplication app, string authority, StrongBox<int> connections) =>
        (this.app, Url, Authority, this.connections) = (app, app.Urls.Single(), authority, connections);

    public string Url { get; }

    /// <summary>How many it has accepted.</summary>
    public int Connections => Volatile.Read(ref connections.Value);

    /// <summary>In PEM.</summary>
    public string Authority { get; }

    public static async Task<KestrelTarget> StartAsync(HttpProtocols protocols, bool tls, int maxStreams = 100)
    {
        var (certificate, authority) = TestCertificate.Make();
        var connections = new StrongBox<int>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
        {
            k.Limits.Http2.MaxStreamsPerConnection = maxStreams;
            k.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref connections.Value);
                    return next(connection);
                });
                if (tls)
                {
                    listen.UseHttps(certificate);
                }
            });
        });
        var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        return new KestrelTarget(app, authority, connections);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/ok":
                await context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Host.Host}");
                break;
            case "/length":
                var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                await context.Response.WriteAsync($"{body.Length}");
                break;
            case "/abort":
                context.Abort();
                break;
            case "/never":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "/together":
                await TogetherAsync(context);
                break;
            case "/reef.Test/Echo":
                await CallAsync(context, status: 0);
                break;
            case "/reef.Test/Fails":
                await CallAsync(context, status: 14);
                break;
            case "/reef.Test/FailsAtOnce":
                // Trailers alone: the status stands in the head.
                context.Response.ContentType = "application/grpc";
                context.Response.Headers["grpc-status"] = "5";
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private static int together;
    private static TaskCompletionSource gathered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers once six are there at the same time.</summary>
    private static async Task TogetherAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref together) == 6)
        {
            gathered.TrySetResult();
        }

        await gathered.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("ok");
    }

    /// <summary>Gives the message back, framed as it came.</summary>
    private static async Task CallAsync(HttpContext context, int status)
    {
        var message = new MemoryStream();
        await context.Request.Body.CopyToAsync(message);
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(message.ToArray());
        var wellFormed = message.Length >= 5 && context.Request.ContentType == "application/grpc" && context.Request.Headers.TE == "trailers";
        context.Response.AppendTrailer("grpc-status", $"{(wellFormed ? status : 13)}");
    }
}
