using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Load.NBomber;

/// <summary>Sends single requests with the handler of HttpClient, as NBomber's users do.</summary>
/// <remarks>
/// Limit: a request on a kept-alive connection that the target drops before it answers is sent again by the handler,
/// up to three times; only the last try is counted.
/// </remarks>
internal sealed class HttpSender : IDisposable
{
    /// <summary>Of a body that is looked into. Others are read to their end and forgotten.</summary>
    private const int MaxBodyBytes = 4 << 20;

    private readonly ConcurrentDictionary<string, TextTemplate> templates = new(StringComparer.Ordinal);
    private readonly HttpSettings settings;
    private readonly TimeSpan timeout;
    private readonly string baseUrl;
    private readonly HttpMessageInvoker invoker;

    public HttpSender(LoadProfile profile, string baseUrl)
    {
        settings = profile.Http;
        timeout = profile.Timeout.Value;
        this.baseUrl = baseUrl.TrimEnd('/');
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = settings.MaxConnections ?? int.MaxValue,
            EnableMultipleHttp2Connections = settings.MaxConnections is null or > 1,
            // The request's own timeout ends it first.
            ConnectTimeout = timeout + TimeSpan.FromSeconds(1),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
            MaxResponseDrainSize = 0,
            SslOptions = Ssl(settings.Tls),
        });
    }

    /// <summary>Ends with the kind of failure, or null, when the whole body is here or the profile's timeout has passed. It never faults.</summary>
    /// <param name="values">Fill the template, and take what the step carries over.</param>
    public async Task<string?> SendAsync(RequestTemplate step, Dictionary<string, string> values)
    {
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            using var message = Message(step, values);
            if (message is null)
            {
                return FailureKinds.Extraction;
            }

            using var response = await invoker.SendAsync(message, limit.Token).ConfigureAwait(false);
            byte[]? body = null;
            if (step.Checks.Count > 0 || step.Extractions.Any(e => e.From == ExtractionSource.Json))
            {
                await response.Content.LoadIntoBufferAsync(MaxBodyBytes, limit.Token).ConfigureAwait(false);
                body = await response.Content.ReadAsByteArrayAsync(limit.Token).ConfigureAwait(false);
            }
            else
            {
                await response.Content.CopyToAsync(Stream.Null, limit.Token).ConfigureAwait(false);
            }

            return new Answer((int)response.StatusCode, response.Headers, response.Content.Headers, body).Check(step, values);
        }
        catch (Exception e)
        {
            return HttpFailure.KindOf(e, timedOut: limit.IsCancellationRequested);
        }
    }

    public void Dispose() => invoker.Dispose();

    /// <summary>Null where a value that was carried over cannot stand where the step puts it.</summary>
    private HttpRequestMessage? Message(RequestTemplate step, Dictionary<string, string> values)
    {
        string? Filled(string text, TextPlace place) => templates.GetOrAdd(text, TextTemplate.Parse).Render(place, name => values[name]);

        var path = Filled(step.Path, TextPlace.Path);
        var body = step.Body is null ? "" : Filled(step.Body, TextPlaces.OfBody(step.Headers));
        var headers = step.Headers.Select(h => (h.Key, Value: Filled(h.Value, TextPlace.Header))).ToList();
        if (path is null || body is null || headers.Exists(h => h.Value is null))
        {
            return null;
        }

        var message = new HttpRequestMessage(new HttpMethod(step.Method), baseUrl + path)
        {
            Version = settings.Version == HttpProtocol.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = step.Body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        foreach (var (name, value) in headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (!settings.KeepAlive)
        {
            message.Headers.ConnectionClose = true;
        }

        return message;
    }

    private static SslClientAuthenticationOptions Ssl(TlsSettings? tls)
    {
        var ssl = new SslClientAuthenticationOptions { TargetHost = tls?.ServerName };
        if (tls is { Verify: false })
        {
            // The profile says so, of a target that it names itself.
#pragma warning disable CA5359
            ssl.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (tls?.Authority is { } pem)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem);
            ssl.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Trusted(certificate, chain, errors, authorities);
        }

        return ssl;
    }

    /// <summary>By the machine's own authorities, or else by the profile's. The name must be right in both cases.</summary>
    private static bool Trusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection authorities)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (var element in chain?.ChainElements.Skip(1) ?? [])
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(leaf);
    }
}
