using System.Net.Security;
using ReefChaos.Load.Requests;
using ReefChaos.Plans;

namespace ReefChaos.Load.Tls;

/// <summary>How the fast path introduces itself to a target with TLS.</summary>
internal static class TlsOptions
{
    /// <summary>Null for a target without TLS.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The authority of the profile is no PEM of certificates.</exception>
    public static SslClientAuthenticationOptions? For(HttpSettings http, Uri target) => target.Scheme != Uri.UriSchemeHttps ? null : new SslClientAuthenticationOptions
    {
        TargetHost = TargetName.ServerName(http) ?? target.IdnHost,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        RemoteCertificateValidationCallback = CertificateCheck.For(http),
    };
}
