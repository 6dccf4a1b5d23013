using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>The base image has what TLS needs: OpenSSL, which is loaded late, and the authorities that machines trust.</summary>
public sealed class TlsTests
{
    /// <summary>Serves HTTPS and calls itself, in one container: server and client side of the same libraries.</summary>
    private const string Caller = """
        using System.Security.Cryptography.X509Certificates;
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        using var roots = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
        Console.WriteLine($"authorities: {roots.Certificates.Count}");
        builder.WebHost.ConfigureKestrel(k => k.ListenLocalhost(8443, l => l.UseHttps(X509CertificateLoader.LoadPkcs12FromFile("/tls/server.pfx", null))));
        await using var app = builder.Build();
        app.MapGet("/", () => "well");
        await app.StartAsync();
        try
        {
            using var http = new HttpClient();
            Console.WriteLine($"answer: {await http.GetStringAsync("https://localhost:8443/")}");
        }
        catch (HttpRequestException e)
        {
            Console.WriteLine($"failed: {e.HttpRequestError} {e.InnerException?.GetType().Name}");
        }
        """;

    [Fact]
    public async Task A_container_trusts_whom_it_should_and_nobody_else()
    {
        Docker.Require();
        await using var bench = new ImageBench();
        var assembly = await TargetBuild.BuildAsync(Victim.Create(bench.Workspace, code: Caller), TestContext.Current.CancellationToken);
        var image = bench.Forget(await bench.NewSession().OfProjectAsync(assembly, TestContext.Current.CancellationToken));
        var tls = Certificates(bench.Workspace);

        var trusting = await bench.OutputAsync(await bench.StartAsync(image, ["SSL_CERT_FILE=/tls/authority.pem"], [$"{tls}:/tls:ro"]));
        var asShipped = await bench.OutputAsync(await bench.StartAsync(image, binds: [$"{tls}:/tls:ro"]));

        trusting.ShouldContain("answer: well");
        asShipped.ShouldContain("failed: SecureConnectionError AuthenticationException");
        asShipped.ShouldMatch(@"authorities: [1-9]\d+");
    }

    /// <summary>An authority of our own, and a server's certificate from it for the name localhost.</summary>
    private static string Certificates(Workspace workspace)
    {
        var folder = Directory.CreateDirectory(Path.Combine(workspace.Folder, "tls")).FullName;
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=An authority of a test", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(from, to);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, from, to, [1, 2, 3, 4]);
        using var server = bare.CopyWithPrivateKey(key);

        File.WriteAllText(Path.Combine(folder, "authority.pem"), authority.ExportCertificatePem());
        File.WriteAllBytes(Path.Combine(folder, "server.pfx"), server.Export(X509ContentType.Pfx));
        foreach (var file in Directory.GetFiles(folder))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        // The container's user is not this one, and the workspace is this user's alone.
        foreach (var open in (string[])[workspace.Folder, folder])
        {
            File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        }

        return folder;
    }
}
