using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReefChaos.Tests.Load;

/// <summary>For <see cref="Name"/>, by an authority that no machine knows.</summary>
internal static class TestCertificate
{
    public const string Name = "reef.test";

    /// <summary>The authority is in PEM.</summary>
    public static (X509Certificate2 Certificate, string Authority) Make()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rootRequest = new CertificateRequest("CN=Reef Test Authority", rootKey, HashAlgorithmName.SHA256);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var from = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var root = rootRequest.CreateSelfSigned(from, from.AddDays(3));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(root, from, from.AddDays(2), [1, 2, 3, 4]);
        using var own = issued.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null), root.ExportCertificatePem());
    }
}
