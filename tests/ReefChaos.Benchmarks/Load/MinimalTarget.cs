using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ReefChaos.Benchmarks.Load;

/// <summary>Kestrel with one answer of thirteen bytes, and nothing else.</summary>
internal static class MinimalTarget
{
    private static readonly byte[] Answer = "Hello, World!"u8.ToArray();

    public static async Task<string> RunAsync(string protocol, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = protocol == "http1" ? HttpProtocols.Http1 : HttpProtocols.Http2;
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
        app.Run(AnswerAsync);
        await app.RunAsync();
        return "";
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentLength = Answer.Length;
        context.Response.ContentType = "text/plain";
        return context.Response.Body.WriteAsync(Answer).AsTask();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
