using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ReefChaos.Benchmarks.Load;

/// <summary>Kestrel with one answer of thirteen bytes; as <c>slow</c> it takes 20 ms for it, and keeps a record of when each was given.</summary>
internal static class MinimalTarget
{
    /// <summary>By the number <c>n</c> of each request: when it was answered, on the monotonic clock.</summary>
    private static readonly long[] Answered = new long[1 << 16];

    private static readonly byte[] Answer = "Hello, World!"u8.ToArray();

    public static async Task<string> RunAsync(string protocol, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseSockets(sockets => sockets.Backlog = 4096);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = protocol is "http1" or "slow" ? HttpProtocols.Http1 : HttpProtocols.Http2;
            if (protocol == "tls")
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(Certificate());
            }
        }));
        if (protocol == "tls")
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        await using var app = builder.Build();
        app.Run(protocol == "slow" ? AnswerSlowlyAsync : AnswerAsync);
        await app.RunAsync();
        return "";
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentLength = Answer.Length;
        context.Response.ContentType = "text/plain";
        return context.Response.Body.WriteAsync(Answer).AsTask();
    }

    private static async Task AnswerSlowlyAsync(HttpContext context)
    {
        if (context.Request.Path == "/record")
        {
            await context.Response.WriteAsync(string.Join(',', Answered));
            return;
        }

        await Task.Delay(20);
        await AnswerAsync(context);
        if (int.TryParse(context.Request.Query["n"], out var number))
        {
            Answered[number] = Stopwatch.GetTimestamp();
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
