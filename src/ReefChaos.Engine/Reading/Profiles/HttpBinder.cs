using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ReefChaos.Plans;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Reads how requests travel: protocol, TLS and connections.</summary>
internal sealed class HttpBinder(ProfileFile file)
{
    private const int MaxConnections = 65_535;
    private const int MaxCertificateBytes = 1 << 20;

    private static readonly string[] Versions = ["1.1", "2"];

    private readonly ProfileProblems problems = file.Problems;

    public HttpSettings Bind(Func<string, JsonPart?> value) => new()
    {
        Version = value("http") is { } version && problems.Choice(version, "http", Versions) == 1 ? HttpProtocol.Http2 : HttpProtocol.Http11,
        Tls = value("tls") is { } tls ? Tls(tls) : null,
        MaxConnections = value("maxConnections") is { } most ? problems.Whole(most, "maxConnections", 1, MaxConnections) : null,
        KeepAlive = value("keepAlive") is not { } keep || problems.Flag(keep, "keepAlive") != false,
    };

    private TlsSettings? Tls(JsonPart part)
    {
        if (part.Kind is JsonTokenType.True or JsonTokenType.False)
        {
            return part.Kind == JsonTokenType.True ? new TlsSettings() : null;
        }

        if (!problems.Is(part, JsonTokenType.StartObject, "tls: expected true, false, or an object with ca, serverName, verify"))
        {
            return null;
        }

        var members = problems.Members(part, "tls", [], ["ca", "serverName", "verify"]);
        var authority = members.TryGetValue("ca", out var ca) ? Authority(ca.Value) : null;
        var verify = !members.TryGetValue("verify", out var check) || problems.Flag(check.Value, "tls: verify") != false;
        if (!verify && (ca ?? members.GetValueOrDefault("serverName")) is { } idle)
        {
            problems.Add(idle.Offset, $"tls: {idle.Name} has no effect where verify is false; leave one of them out");
        }

        return new TlsSettings(authority, members.TryGetValue("serverName", out var name) ? ServerName(name.Value) : null, verify);
    }

    private string? ServerName(JsonPart part)
    {
        if (problems.Text(part, "tls: serverName: expected a host name") is { } name && Uri.CheckHostName(name) == UriHostNameType.Unknown)
        {
            problems.Add(part.Offset, $"tls: serverName: expected a host name, found {ProfileProblems.Shown(part)}");
        }

        return part.Text;
    }

    /// <summary>It is kept with the plan, so there must be no key in it.</summary>
    private string? Authority(JsonPart part)
    {
        if (file.OpenNamed(part, "tls: ca", MaxCertificateBytes) is not { } pem)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(pem.Text);
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            problems.Add(part.Offset, $"tls: ca: '{Shown.Of(pem.Path)}' holds a private key; give the certificates alone");
        }
        else if (!HasCertificates(text))
        {
            problems.Add(part.Offset, $"tls: ca: '{Shown.Of(pem.Path)}' holds no certificate in PEM");
        }

        return text;
    }

    private static bool HasCertificates(string pem)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            var found = certificates.Count > 0;
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }

            return found;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
