using System.Net;
using ReefChaos.Plans;

namespace ReefChaos.Load;

/// <summary>Sends a profile's requests over HTTP/1.1 with as many connections as it takes.</summary>
/// <remarks>
/// Limit: a request on a kept-alive connection that the target drops before it answers is sent again by the handler,
/// up to three times; only the last try is counted.
/// </remarks>
internal sealed class Sender : IDisposable
{
    private readonly LoadProfile profile;
    private readonly Uri[] uris;
    private readonly HttpMethod[] methods;
    private readonly byte[]?[] bodies;
    private readonly HttpMessageInvoker invoker;

    public Sender(LoadProfile profile, string baseUrl)
    {
        this.profile = profile;
        uris = [.. profile.Journeys.Select(j => new Uri(baseUrl.TrimEnd('/') + j.Steps[0].Path))];
        methods = [.. profile.Journeys.Select(j => new HttpMethod(j.Steps[0].Method))];
        bodies = [.. profile.Journeys.Select(j => j.Steps[0].Body is { } body ? System.Text.Encoding.UTF8.GetBytes(body) : null)];
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = int.MaxValue,
            // The request's own timeout ends it first.
            ConnectTimeout = profile.Timeout.Value + TimeSpan.FromSeconds(1),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
            MaxResponseDrainSize = 0,
        });
    }

    /// <summary>Ends with the kind of failure, or null, when the whole body is here or the profile's timeout has passed. It never faults.</summary>
    public async Task<string?> SendAsync(int request)
    {
        using var timeout = new CancellationTokenSource(profile.Timeout.Value);
        try
        {
            using var message = Message(request);
            using var response = await invoker.SendAsync(message, timeout.Token).ConfigureAwait(false);
            await response.Content.CopyToAsync(Stream.Null, timeout.Token).ConfigureAwait(false);
            return Outcome.OfStatus((int)response.StatusCode, profile.Journeys[request].Steps[0].Expected);
        }
        catch (Exception e)
        {
            return Outcome.OfException(e, timeout.IsCancellationRequested);
        }
    }

    public void Dispose() => invoker.Dispose();

    private HttpRequestMessage Message(int request)
    {
        var message = new HttpRequestMessage(methods[request], uris[request])
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = bodies[request] is { } body ? new ByteArrayContent(body) : null,
        };
        foreach (var (name, value) in profile.Journeys[request].Steps[0].Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
