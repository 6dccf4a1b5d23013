using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Profiles;

public sealed class SettingsBinderTests : IDisposable
{
    private const string Requests = """ "requests": [{ "method": "GET", "path": "/" }] """;

    private readonly ConfigFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_but_requests_need_be_said()
    {
        var profile = folder.Profile(Requests);

        (profile.Pattern, profile.Timeout, profile.Http).ShouldBe((ArrivalPattern.Even, Duration.Parse("4s"), new HttpSettings()));
        (profile.MaxFailCount, profile.WarmUp, profile.Thresholds).ShouldBe((null, null, null));
        profile.Feeds.ShouldBeEmpty();
    }

    [Fact]
    public void All_may_be_said()
    {
        folder.Write("ca.pem", Certificate());

        var profile = folder.Profile($$"""
            "timeout": "1500ms", "arrivals": "poisson", "http": "2", "maxConnections": 8, "keepAlive": false,
            "tls": { "ca": "ca.pem", "serverName": "shop.test", "verify": true }, {{Requests}}
            """);

        (profile.Pattern, profile.Timeout).ShouldBe((ArrivalPattern.Poisson, Duration.Parse("1500ms")));
        profile.Http.ShouldBe(new HttpSettings
        {
            Version = HttpProtocol.Http2,
            Tls = new TlsSettings(File.ReadAllText(Path.Combine(folder.Root, "ca.pem")), "shop.test"),
            MaxConnections = 8,
            KeepAlive = false,
        });
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("{ }", true)]
    [InlineData("false", false)]
    public void TLS_may_be_a_flag(string tls, bool used) => folder.Profile($$""" "tls": {{tls}}, {{Requests}} """).Http.Tls.ShouldBe(used ? new TlsSettings() : null);

    [Fact]
    public void A_scenario_overrides_what_is_said_for_all()
    {
        const string Global = """ "GlobalCustomSettings": { "ConnectionString": "x", "timeout": "1s", "http": "2", "tls": true, "keepAlive": false, "arrivals": "poisson" }, """;

        var profile = folder.Profile($$""" "timeout": "2s", "tls": false, {{Requests}} """, global: Global);

        (profile.Timeout, profile.Pattern).ShouldBe((Duration.Parse("2s"), ArrivalPattern.Poisson));
        profile.Http.ShouldBe(new HttpSettings { Version = HttpProtocol.Http2, KeepAlive = false });
    }

    [Theory]
    [InlineData(""" "arrivals": "Poisson" """, "arrivals: expected \"even\" or \"poisson\", found 'Poisson'; did you mean 'poisson'?")]
    [InlineData(""" "arrivals": true """, "arrivals: expected \"even\" or \"poisson\", found true")]
    [InlineData(""" "http": 2 """, "http: expected \"1.1\" or \"2\", found 2")]
    [InlineData(""" "http": "3" """, "http: expected \"1.1\" or \"2\", found '3'")]
    [InlineData(""" "tls": "yes" """, "tls: expected true, false, or an object with ca, serverName, verify, found 'yes'")]
    [InlineData(""" "tls": { "verfy": false } """, "tls: unknown key 'verfy'; did you mean 'verify'?")]
    [InlineData(""" "tls": { "verify": "no" } """, "tls: verify: expected true or false, found 'no'")]
    [InlineData(""" "tls": { "serverName": "a b" } """, "tls: serverName: expected a host name, found 'a b'")]
    [InlineData(""" "tls": { "serverName": "a", "verify": false } """, "tls: serverName has no effect where verify is false; leave one of them out")]
    [InlineData(""" "tls": { "ca": "none.pem" } """, "none.pem' cannot be read")]
    [InlineData(""" "tls": { "ca": "empty.pem" } """, "empty.pem' holds no certificate in PEM")]
    [InlineData(""" "tls": { "ca": "broken.pem" } """, "broken.pem' holds no certificate in PEM")]
    [InlineData(""" "tls": { "ca": "key.pem" } """, "key.pem' holds a private key; give the certificates alone")]
    [InlineData(""" "maxConnections": 0 """, "maxConnections: expected a whole number from 1 to 65535, found 0")]
    [InlineData(""" "keepAlive": 1 """, "keepAlive: expected true or false, found 1")]
    [InlineData(""" "keepalive": true """, "CustomSettings: unknown key 'keepalive'; did you mean 'keepAlive'?")]
    public void What_cannot_be_followed_is_refused(string setting, string message)
    {
        folder.Write("empty.pem", "");
        folder.Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        using var key = ECDsa.Create();
        folder.Write("key.pem", Certificate() + "\n" + key.ExportPkcs8PrivateKeyPem());

        var problem = folder.Problem($"{setting.TrimEnd()},\n{Requests}");

        problem.Message.ShouldContain(message, Case.Sensitive);
        problem.Line.ShouldBe(2);
    }

    [Fact]
    public void Poisson_arrivals_have_no_exact_number() =>
        folder.Problem($$""" "arrivals": "poisson", {{Requests}} """, """ "LoadSimulationsSettings": [{ "IterationsForInject": [10, "00:00:01", 25] }], """)
            .Message.ShouldBe("IterationsForInject: sends an exact number, and Poisson arrivals have one only on average; take Inject");

    [Fact]
    public void A_pattern_that_nothing_takes_is_refused() =>
        folder.Problem($$""" "arrivals": "poisson", {{Requests}} """, """ "LoadSimulationsSettings": [{ "KeepConstant": [10, "00:00:01"] }], """)
            .Message.ShouldBe("arrivals: only Inject and RampingInject take a pattern, and there is none of them");

    [Theory]
    [InlineData(""" { "timeuot": "2s" } """, "GlobalCustomSettings: unknown key 'timeuot'; did you mean 'timeout'?")]
    [InlineData(""" { "requests": [] } """, "GlobalCustomSettings: 'requests' belong into the CustomSettings of a scenario")]
    [InlineData(""" { "timeout": "1s", "timeout": "2s" } """, "GlobalCustomSettings: 'timeout' stands here a second time")]
    [InlineData(""" { "timeout": "1h" } """, "timeout: expected a duration from 1ms to 5m such as \"2s\", found '1h'")]
    [InlineData(""" [] """, "GlobalCustomSettings: expected an object, found a list")]
    public void What_is_said_for_all_is_checked_where_a_scenario_is_ours(string settings, string message) =>
        folder.Problem(Requests, global: $""" "GlobalCustomSettings": {settings}, """).Message.ShouldBe(message);

    private static string Certificate()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=reef", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }
}
