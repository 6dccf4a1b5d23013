using System.Diagnostics;
using System.Globalization;
using ReefChaos.Engine.Running.Targets.Containers;

namespace ReefChaos.AcceptanceTests.Containers;

/// <summary>An engine of a test's own, which it may kill, in a network of its own: in the machine's it would take the first one's bridge away.</summary>
internal sealed class SecondEngine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder = Directory.CreateTempSubdirectory("reef-engine-").FullName;
    private readonly Process network;
    private Process? engine;

    private SecondEngine() => network = Process.Start(new ProcessStartInfo("unshare", ["--net", "sh", "-c", "ip link set lo up && echo up && exec sleep 600"]) { RedirectStandardOutput = true })!;

    public string Socket => Path.Combine(folder, "docker.sock");

    /// <summary>The ports of its containers are seen from there alone.</summary>
    public string[] IntoItsNetwork => ["nsenter", $"--net=/proc/{network.Id}/ns/net"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StateFolder => Path.Combine(folder, "exec");

    private string ContainerdId => Path.Combine(StateFolder, "containerd", "containerd.pid");

    public static async Task<SecondEngine> StartAsync()
    {
        Docker.Require();
        Docker.Require(Environment.IsPrivilegedProcess ? null : "Only root starts an engine.");
        Docker.Require(File.Exists("/usr/sbin/dockerd") || File.Exists("/usr/bin/dockerd") ? null : "This machine's engine is no dockerd.");
        var second = new SecondEngine();
        try
        {
            (await second.network.StandardOutput.ReadLineAsync(Token)).ShouldBe("up");
            await second.RunAsync();
            return second;
        }
        catch
        {
            await second.DisposeAsync();
            throw;
        }
    }

    /// <summary>It and what it starts containers by; the containers live on.</summary>
    public async Task KillAsync()
    {
        engine!.Kill();
        Reef.Signal(int.Parse(await File.ReadAllTextAsync(ContainerdId, Token), CultureInfo.InvariantCulture), "KILL");
        await engine.WaitForExitAsync(Token);
        engine.Dispose();
        engine = null;
    }

    /// <summary>Also after it was killed.</summary>
    public async Task RunAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ContainerdId)!);

        // It would wait for the process that once had that id.
        File.Delete(ContainerdId);
        File.Delete(Path.Combine(folder, "docker.pid"));
        string[] command =
        [
            .. IntoItsNetwork, "dockerd", "--host", $"unix://{Socket}", "--data-root", Path.Combine(folder, "data"),
            "--exec-root", StateFolder, "--pidfile", Path.Combine(folder, "docker.pid"), "--log-level", "error",
        ];
        engine = Process.Start(new ProcessStartInfo(command[0], command[1..]))!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        while ((await FindAsync()) is not { } found || !Use(found))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    public async Task<ContainerEngine?> FindAsync() => (await new EngineSearch($"unix://{Socket}", [], TimeProvider.System).FindAsync(Token)).Engine;

    /// <summary>It ends its containers when it is asked to end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (engine is null && File.Exists(ContainerdId))
        {
            await RunAsync();
        }

        if (engine is not null)
        {
            Reef.Signal(engine.Id, "TERM");
            using var patience = new CancellationTokenSource(Patience);
            await engine.WaitForExitAsync(patience.Token);
            engine.Dispose();
        }

        network.Kill();
        network.Dispose();
        using var unmount = Process.Start(new ProcessStartInfo("sh", ["-c", "umount -l \"$1\"/exec/netns/* \"$1\"/data/* \"$1\"/data 2>/dev/null; rm -rf \"$1\"", "sh", folder]))!;
        await unmount.WaitForExitAsync();
    }

    private static bool Use(ContainerEngine found)
    {
        found.Dispose();
        return true;
    }
}
