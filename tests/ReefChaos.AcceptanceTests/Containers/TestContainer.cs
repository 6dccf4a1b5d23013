using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Wire;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>A small web server in a container of this run, on a network of this run; and what can be seen of it from outside.</summary>
internal sealed class TestContainer : IAsyncDisposable
{
    /// <summary>Served as <c>/big</c>.</summary>
    public const int BigBytes = 256 << 10;

    private const int InnerPort = 8080;
    private const string Subnet = "172.31.77";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ContainerEngine engine;
    private readonly string network;
    private readonly HttpClient client;

    private TestContainer(ContainerEngine engine, string network, string id, int port)
    {
        (this.engine, this.network, Id) = (engine, network, id);
        client = new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public string Id { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ContainerEngine Engine => engine;

    /// <param name="beside">A command that runs beside the web server.</param>
    /// <param name="ownSubnet">Whether the network's subnet is chosen here, so that addresses can be asked for.</param>
    public static async Task<TestContainer> StartAsync(string beside = "true", bool ownSubnet = true)
    {
        Docker.Require();
        var engine = (await EngineSearch.OfThisMachine(TimeProvider.System).FindAsync(Token)).Engine!;
        await BusyboxImage.RequireAsync(engine, Token);
        var name = $"reefchaos-test-{Guid.NewGuid():N}";
        var network = await engine.Client.Networks.CreateNetworkAsync(
            new NetworksCreateParameters
            {
                Name = name,
                Labels = new Dictionary<string, string>(OwnLabels.All),
                IPAM = ownSubnet ? new IPAM { Config = [new IPAMConfig { Subnet = $"{Subnet}.0/24", Gateway = $"{Subnet}.1" }] } : null,
            },
            Token);
        var port = Ports.Free();
        var made = await engine.Client.Containers.CreateContainerAsync(Parameters(name, port, beside), Token);
        var container = new TestContainer(engine, network.ID, made.ID, port);
        await engine.Client.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), Token);
        (await container.AnswersWithinAsync(Patience)).ShouldBeTrue("the web server answers");
        return container;
    }

    public Task<ContainerInspectResponse> InspectAsync() => engine.Client.Containers.InspectContainerAsync(Id, Token);

    public async Task<bool> AnswersAsync(double seconds = 1)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            using var answer = await client.GetAsync(new Uri("/index.html", UriKind.Relative), limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public async Task<bool> AnswersWithinAsync(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (clock.Elapsed > time)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }

        return true;
    }

    /// <summary>How long the big file takes.</summary>
    public async Task<TimeSpan> DownloadAsync()
    {
        var clock = Stopwatch.StartNew();
        (await client.GetByteArrayAsync(new Uri("/big", UriKind.Relative), Token)).Length.ShouldBe(BigBytes);
        return clock.Elapsed;
    }

    /// <summary>Share of a core that the container uses over a while.</summary>
    public async Task<double> CpuAsync(TimeSpan over)
    {
        var (clock, before) = (Stopwatch.StartNew(), await CpuTimeAsync());
        await Task.Delay(over, TimeProvider.System, Token);
        return (await CpuTimeAsync() - before).TotalSeconds / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Runs a shell command in it; gives the exit code and how long it took.</summary>
    public async Task<(long Exit, TimeSpan Took)> ExecAsync(string command)
    {
        var clock = Stopwatch.StartNew();
        var exec = await engine.Client.Exec.CreateContainerExecAsync(Id, new ContainerExecCreateParameters { Cmd = ["sh", "-c", command], AttachStdout = true, AttachStderr = true }, Token);
        using (var stream = await engine.Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), Token))
        {
            await stream.ReadOutputToEndAsync(Token);
        }

        var took = clock.Elapsed;
        return ((await engine.Client.Exec.InspectContainerExecAsync(exec.ID, Token)).ExitCode ?? -1, took);
    }

    /// <summary>All that a fault may change and must give back; not process ids and interfaces, which are new after a restart or reconnection.</summary>
    public async Task<string> FingerprintAsync()
    {
        var c = await InspectAsync();
        var networks = c.NetworkSettings!.Networks!.Values.Select(n => $"{n.NetworkID} {n.IPAddress} {string.Join(',', n.Aliases!.Where(a => !Id.StartsWith(a, StringComparison.Ordinal)))}");
        var ports = c.NetworkSettings.Ports!.Select(p => $"{p.Key}={string.Join(',', p.Value.Select(b => $"{b.HostIP}:{b.HostPort}"))}");
        var pid = c.State!.Pid.ToString(CultureInfo.InvariantCulture);
        return string.Join('\n', (string[])
        [
            $"running {c.State.Running}, paused {c.State.Paused}",
            $"cpus {c.HostConfig!.NanoCPUs}, memory {c.HostConfig.Memory} {c.HostConfig.MemorySwap}",
            .. networks,
            .. ports,
            Run("nsenter", "-t", pid, "-n", "iptables", "-S"),
            .. Run("nsenter", "-t", pid, "-n", "tc", "qdisc", "show").Split('\n').Where(line => !line.StartsWith("qdisc noqueue", StringComparison.Ordinal)),
            .. Throttles().Select(File.ReadAllText),
        ]);
    }

    public async Task<bool> IsGoneAsync()
    {
        var labelled = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Owner}={OwnLabels.All[ContainerLabels.Owner]}"] = true } };
        var containers = await engine.Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = labelled }, Token);
        var networks = await engine.Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = labelled }, Token);
        return containers.All(c => c.ID != Id) && networks.All(n => n.ID != network);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Removal.OfContainerAsync(engine, Id, TimeSpan.Zero);
        await Removal.OfNetworkAsync(engine, network);
        engine.Dispose();
    }

    private static CreateContainerParameters Parameters(string network, int port, string beside) => new()
    {
        Image = BusyboxImage.Name,
        Labels = new Dictionary<string, string>(OwnLabels.All) { [ContainerLabels.Name] = ContainerLabels.TargetName },
        Cmd = ["sh", "-c", $"mkdir -p /www && cd /www && echo hello > index.html && head -c {BigBytes} /dev/zero > big && {{ {beside} & }}; exec httpd -f -p {InnerPort} -h /www"],
        ExposedPorts = new Dictionary<string, EmptyStruct> { [$"{InnerPort}/tcp"] = default },
        HostConfig = new HostConfig
        {
            NetworkMode = network,
            NanoCPUs = 500_000_000,
            Memory = 128 << 20,
            MemorySwap = 128 << 20,
            PortBindings = new Dictionary<string, IList<PortBinding>> { [$"{InnerPort}/tcp"] = [new PortBinding { HostIP = "127.0.0.1", HostPort = $"{port}" }] },
        },
        NetworkingConfig = new NetworkingConfig { EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = ["web"] } } },
    };

    private async Task<TimeSpan> CpuTimeAsync()
    {
        var pid = (await InspectAsync()).State!.Pid;
        var children = File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return children.Append($"{pid}").Select(int.Parse).Aggregate(TimeSpan.Zero, (sum, id) =>
        {
            using var process = Process.GetProcessById(id);
            return sum + process.TotalProcessorTime;
        });
    }

    private IEnumerable<string> Throttles() => !Directory.Exists("/sys/fs/cgroup")
        ? []
        : Directory.EnumerateDirectories("/sys/fs/cgroup", $"*{Id}*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true })
            .SelectMany(d => new[] { "blkio.throttle.read_bps_device", "blkio.throttle.write_bps_device", "io.max" }.Select(f => Path.Combine(d, f)))
            .Where(File.Exists);

    /// <summary>What it prints; nothing where it is not installed or we are not root.</summary>
    private static string Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
