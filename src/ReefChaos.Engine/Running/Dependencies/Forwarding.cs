using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace ReefChaos.Engine.Running.Dependencies;

/// <summary>Passes every request on to the real service. An unreachable one gives status 502.</summary>
internal sealed class Forwarding : IAsyncDisposable
{
    private readonly IHttpForwarder forwarder;
    private readonly string destination;

    // Nothing is added on the way: the target must see the real service's own redirects, cookies and encodings.
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    public Forwarding(string name, string? proxy, IHttpForwarder forwarder)
    {
        this.forwarder = forwarder;
        destination = Uri.TryCreate(proxy, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? proxy
            : throw new InvalidInputException([new Problem($"dependency {name}", 0, 0, $"'{proxy}' is not an address such as http://127.0.0.1:8080.")]);
    }

    public async Task AnswerAsync(HttpContext http) =>
        await forwarder.SendAsync(http, destination, client, ForwarderRequestConfig.Empty, OwnHost.Instance, http.RequestAborted).ConfigureAwait(false);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The real service is asked under its own name, not under our port's.</summary>
    private sealed class OwnHost : HttpTransformer
    {
        public static OwnHost Instance { get; } = new();

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken).ConfigureAwait(false);
            proxyRequest.Headers.Host = null;
        }
    }
}
