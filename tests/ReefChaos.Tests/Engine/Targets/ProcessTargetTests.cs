using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ReefChaos.Engine;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Processes;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets;

/// <summary>With the real sample service as a real child process.</summary>
public sealed class ProcessTargetTests : IDisposable
{
    private static readonly string Shop = Path.Combine(AppContext.BaseDirectory, "ReefChaos.Shop.dll");
    private static readonly LimitsSpec Half = new() { Cpus = 0.5, Memory = ByteSize.Parse("256MiB") };
    private static readonly IReadOnlyDictionary<string, string> NoEnv = new Dictionary<string, string>();

    private readonly TemporaryFolder folder = new();

    public ProcessTargetTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The process target is for Linux.");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("cgroup-v2")]
    [InlineData("cgroup-v1")]
    [InlineData("taskset")]
    public async Task The_runtime_sees_the_limits_of_the_rung(string name)
    {
        var rung = Rung(name);
        var report = folder["report"];
#pragma warning disable CS0436 // The agent has a hook of the same name, as every hook must have; this test's own is meant.
        var env = new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [StartupHook.ReportTo] = report,
        };
#pragma warning restore CS0436
        await using var target = await StartAsync(new LimitLadder([rung]), new TargetSpec { Project = "-", Limits = Half }, env);

        target.Limits.Rung.ShouldBe(name);
        var seen = File.ReadAllText(report).Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToList();
        seen.ShouldBe([1, 192L << 20]);
    }

    [Fact]
    public async Task Disposing_ends_it_and_leaves_no_group()
    {
        var target = await StartAsync(LimitLadder.OfThisMachine, new TargetSpec { Project = "-", Limits = Half }, NoEnv);
        var groups = ControlGroup.Of(new Procfs(), target.ProcessId).ToList();
        (await LookAsync(target)).OfType<TargetSample>().ShouldHaveSingleItem().ResidentBytes.ShouldBeGreaterThan(1 << 20);

        await target.DisposeAsync();

        (await target.Exited).ShouldBe(new TargetEnd(0, ExitCause.Stopped));
        (await LookAsync(target)).ShouldBeEmpty();
        groups.ShouldAllBe(g => !Directory.Exists(g));
    }

    [Fact]
    public async Task A_killed_target_tells_the_signal()
    {
        await using var target = await StartAsync(LimitLadder.OfThisMachine, new TargetSpec { Project = "-" }, NoEnv);
        Native.Signal(target.ProcessId, Native.SigKill);
        (await target.Exited.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(new TargetEnd(137, ExitCause.Crashed));
    }

    [Theory]
    [InlineData("cgroup-v2")]
    [InlineData("cgroup-v1")]
    public async Task The_use_of_its_limits_is_counted(string name)
    {
        await using var target = await StartAsync(new LimitLadder([Rung(name)]), new TargetSpec { Project = "-", Limits = Half }, NoEnv);

        var use = (await LookAsync(target)).OfType<LimitSample>().ShouldHaveSingleItem();
        use.Memory.ShouldNotBeNull().Bytes.ShouldBeInRange(1 << 20, 256 << 20);
        use.Memory.LimitBytes.ShouldBe(256 << 20);
        use.Cpu.ShouldNotBeNull().Periods.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("cgroup-v2")]
    [InlineData("cgroup-v1")]
    public async Task A_target_that_the_kernel_kills_for_its_memory_says_so(string name)
    {
        using var limits = Rung(name).Prepare(new LimitsSpec { Memory = ByteSize.Parse("32MiB") });
        // Its one line has no end, and is kept whole.
        var glutton = Process.Start("sh", ["-c", string.Join(" && ", [.. limits.Before, "exec tail -n 1 /dev/zero"])]);
        await using var target = new ProcessTarget(glutton, new Uri("http://127.0.0.1:1"), limits, folder["log"], TimeProvider.System);

        (await target.Exited.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(new TargetEnd(137, ExitCause.OutOfMemory));
    }

    [Fact]
    public async Task It_leads_a_session_so_that_ctrl_C_does_not_reach_it()
    {
        Assert.SkipUnless(Programs.Installed("setsid"), "setsid is not installed");
        await using var target = await StartAsync(LimitLadder.OfThisMachine, new TargetSpec { Project = "-" }, NoEnv);
        new Procfs().Stat(target.ProcessId)!.Session.ShouldBe(target.ProcessId);
    }

    [Fact]
    public async Task The_environment_is_not_production_unless_the_user_says_so()
    {
        await using var target = await StartAsync(LimitLadder.OfThisMachine, new TargetSpec { Project = "-" }, NoEnv);
        new Procfs().Variable(target.ProcessId, "ASPNETCORE_ENVIRONMENT").ShouldBe("Testing");

        var spec = new TargetSpec { Project = "-", Env = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Mine", ["X"] = "spec" } };
        await using var other = await StartAsync(LimitLadder.OfThisMachine, spec, new Dictionary<string, string> { ["X"] = "arm" });
        new Procfs().Variable(other.ProcessId, "ASPNETCORE_ENVIRONMENT").ShouldBe("Mine");
        new Procfs().Variable(other.ProcessId, "X").ShouldBe("arm");
    }

    [Fact]
    public async Task A_program_that_ends_at_once_tells_its_exit_code_and_last_words()
    {
        var starter = new ProcessTargetStarter(LimitLadder.OfThisMachine, TimeProvider.System);
        var failure = await Should.ThrowAsync<TargetFailedException>(() => starter.StartAsync(
            new TargetSpec { Project = "-" }, TargetDoor.Plain, folder["absent.dll"], NoEnv, folder.Location, TestContext.Current.CancellationToken));
        failure.ExitCode.ShouldNotBe(0);
        failure.LastOutput.ShouldContain("absent.dll");
    }

    [Fact]
    public async Task A_program_that_listens_elsewhere_is_given_up_and_ended()
    {
        var spec = new TargetSpec
        {
            Project = "-",
            Args = ["--urls", "http://127.0.0.1:0"],
            Ready = new ReadySpec { Within = TimeSpan.FromSeconds(1) },
        };
        var failure = await Should.ThrowAsync<TargetFailedException>(() => StartAsync(LimitLadder.OfThisMachine, spec, NoEnv));
        failure.ExitCode.ShouldBeNull();
        failure.Message.ShouldContain("within 1s");
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var failure = await Should.ThrowAsync<EnvironmentLacksException>(() =>
            StartAsync(LimitLadder.OfThisMachine, new TargetSpec { Project = "-", Port = port }, NoEnv));
        failure.Message.ShouldContain($"Port {port}");
    }

    [Fact]
    public async Task By_tls_it_shows_a_certificate_that_only_its_own_load_trusts()
    {
        var profile = Profile(new HttpSettings { Version = HttpProtocol.Http2, Tls = new TlsSettings() });
        var spec = new TargetSpec { Project = "-" };
        using var door = TargetDoor.Of(profile.Http, spec, AgentLink.New(folder["agent.sock"]));

        await using var target = await StartAsync(LimitLadder.OfThisMachine, spec, door.Environment, door);

        target.BaseAddress.Scheme.ShouldBe("https");
        using var trusted = X509Certificate2.CreateFromPem(door.Trusted(profile).Http.Tls!.Authority);
        (await StatusAsync(target.BaseAddress, trusted)).ShouldBe((HttpStatusCode.OK, new Version(2, 0)));
        await Should.ThrowAsync<HttpRequestException>(() => StatusAsync(target.BaseAddress, null));
        door.Dispose();
        Directory.GetFiles(folder.Location, "tls-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task Http2_works_without_tls_too()
    {
        var spec = new TargetSpec { Project = "-" };
        using var door = TargetDoor.Of(new HttpSettings { Version = HttpProtocol.Http2 }, spec, AgentLink.New(folder["agent.sock"]));

        await using var target = await StartAsync(LimitLadder.OfThisMachine, spec, door.Environment, door);

        (await StatusAsync(target.BaseAddress, null)).ShouldBe((HttpStatusCode.OK, new Version(2, 0)));
    }

    [Fact]
    public void A_target_that_has_a_certificate_of_its_own_keeps_it()
    {
        var profile = Profile(new HttpSettings { Tls = new TlsSettings(Authority: "theirs") });
        var spec = new TargetSpec { Project = "-", Env = new Dictionary<string, string> { ["ASPNETCORE_Kestrel__Certificates__Default__Path"] = "own.pfx" } };
        using var door = TargetDoor.Of(profile.Http, spec, AgentLink.New(folder["agent.sock"]));

        door.Environment.ShouldBeEmpty();
        door.Trusted(profile).Http.Tls!.Authority.ShouldBe("theirs");
    }

    private static LoadProfile Profile(HttpSettings http) => new() { Name = "x", Simulations = [], Journeys = [], Http = http };

    private static async Task<(HttpStatusCode, Version)> StatusAsync(Uri address, X509Certificate2? trusted)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        if (trusted is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { trusted },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var answer = await client.GetAsync(new Uri(address, "/health"), TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Version);
    }

    private static ILimitRung Rung(string name)
    {
        var rung = LimitLadder.OfThisMachine.Rungs.Single(r => r.Name == name);
        var lack = rung.WhyNot(Half);
        Assert.SkipWhen(lack is not null, $"{name}: {lack}");
        return rung;
    }

    private static Task<IReadOnlyList<Entry>> LookAsync(ITarget target) => target.LookAsync(1, TestContext.Current.CancellationToken);

    private Task<ProcessTarget> StartAsync(LimitLadder ladder, TargetSpec spec, IReadOnlyDictionary<string, string> env, TargetDoor? door = null) =>
        new ProcessTargetStarter(ladder, TimeProvider.System).StartAsync(spec, door ?? TargetDoor.Plain, Shop, env, folder.Location, TestContext.Current.CancellationToken);
}
