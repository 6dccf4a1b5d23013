using System.Diagnostics.CodeAnalysis;
using System.Net;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Doors;

/// <summary>How a target listens, as the load profile wants it: in plain text or by TLS, and in which version of HTTP.</summary>
/// <remarks>Disposing removes the certificate that was made for it.</remarks>
internal sealed class TargetDoor : IDisposable
{
    /// <summary>The default certificate in Kestrel's own configuration.</summary>
    private const string Certificate = "Kestrel__Certificates__Default__";

    private readonly HttpSettings http;
    private readonly DoorCertificate? certificate;

    private TargetDoor(HttpSettings http, DoorCertificate? certificate) => (this.http, this.certificate) = (http, certificate);

    /// <summary>What most targets have.</summary>
    public static TargetDoor Plain { get; } = new(new HttpSettings(), null);

    public string Scheme => http.Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;

    /// <summary>For the target: read by Kestrel wherever the app leaves its configuration in place.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>();

    /// <summary>By TLS a certificate is made for this arm alone, unless the target's own variables name one.</summary>
    public static TargetDoor Of(HttpSettings http, TargetSpec spec, AgentLink link)
    {
        if (http.Tls is null)
        {
            return http.Version == HttpProtocol.Http11
                ? Plain
                : new TargetDoor(http, null) { Environment = new Dictionary<string, string> { ["Kestrel__EndpointDefaults__Protocols"] = "Http2" } };
        }

        if (spec.Env.Keys.Any(k => k.Contains(Certificate, StringComparison.OrdinalIgnoreCase)))
        {
            return new TargetDoor(http, null);
        }

        var made = DoorCertificate.Make(Path.GetDirectoryName(link.Socket)!, Path.GetDirectoryName(link.SocketInTarget)!);
        return new TargetDoor(http, made)
        {
            Environment = new Dictionary<string, string> { [$"{Certificate}Path"] = made.PathInTarget, [$"{Certificate}KeyPath"] = made.KeyPathInTarget },
        };
    }

    /// <summary>The profile with the certificate that was made among those that it trusts.</summary>
    public LoadProfile Trusted(LoadProfile profile) => certificate is null || profile.Http.Tls is not { } tls
        ? profile
        : profile with { Http = profile.Http with { Tls = tls with { Authority = $"{tls.Authority}\n{certificate.Pem}".TrimStart() } } };

    /// <summary>To ask whether the target is there.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Nothing secret is asked or answered; whose certificate it is, the load checks.")]
    public HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = http.Version == HttpProtocol.Http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public void Dispose() => certificate?.Dispose();
}
