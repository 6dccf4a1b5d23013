using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReefChaos.Engine.Running.Targets.Doors;

/// <summary>A certificate for this machine's loopback names, which nobody but the arm's own load trusts. Disposing deletes its files.</summary>
internal sealed class DoorCertificate : IDisposable
{
    /// <summary>A clock that was set back must not make it a thing of the future.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>The target's user may be another; the runner's folder around it lets nobody else in.</summary>
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string path;

    private DoorCertificate(string path, string pathInTarget, string pem) => (this.path, PathInTarget, Pem) = (path, pathInTarget, pem);

    public string Pem { get; }

    public string PathInTarget { get; }

    public string KeyPathInTarget => KeyOf(PathInTarget);

    /// <param name="folder">Open to this user only, or under such a one.</param>
    /// <param name="folderInTarget">The same as the target sees it.</param>
    public static DoorCertificate Make(string folder, string folderInTarget)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - Skew, now + Life);

        var name = $"tls-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.pem";
        var made = new DoorCertificate(Path.Combine(folder, name), Path.Combine(folderInTarget, name), certificate.ExportCertificatePem());
        Write(made.path, made.Pem);
        Write(KeyOf(made.path), key.ExportPkcs8PrivateKeyPem());
        return made;
    }

    public void Dispose()
    {
        File.Delete(path);
        File.Delete(KeyOf(path));
    }

    private static string KeyOf(string path) => Path.ChangeExtension(path, ".key");

    private static void Write(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Readable);
        }
    }
}
