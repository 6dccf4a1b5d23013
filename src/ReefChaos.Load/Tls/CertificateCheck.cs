using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ReefChaos.Plans;

namespace ReefChaos.Load.Tls;

/// <summary>Trusts the machine's own authorities, and those of the profile.</summary>
internal sealed class CertificateCheck
{
    private readonly X509Certificate2Collection authorities = [];
    private readonly bool verify;

    private CertificateCheck(TlsSettings tls)
    {
        verify = tls.Verify;
        if (tls.Authority is { } pem)
        {
            authorities.ImportFromPem(pem);
        }
    }

    /// <summary>Null where there are no settings: .NET's own check is right then.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The authority is no PEM of certificates.</exception>
    public static RemoteCertificateValidationCallback? For(HttpSettings http) => http.Tls is { } tls ? new CertificateCheck(tls).Accepts : null;

    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        !verify || errors == SslPolicyErrors.None
        || (errors == SslPolicyErrors.RemoteCertificateChainErrors && certificate is X509Certificate2 own && IsOfProfile(own, chain));

    private bool IsOfProfile(X509Certificate2 certificate, X509Chain? given)
    {
        if (authorities.Count == 0)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (given is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(given.ChainPolicy.ExtraStore);
        }

        return chain.Build(certificate);
    }
}
