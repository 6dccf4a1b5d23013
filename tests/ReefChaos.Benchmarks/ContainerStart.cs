using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ReefChaos.Benchmarks;

/// <summary>
/// From <c>reef run</c> to the first request, with the shop as a process and in a container, beside a plain <c>docker run</c>
/// of the same image under the same limits to its first 200. Usage: <c>start ROUNDS</c>, in the repository's folder, after a build.
/// </summary>
internal static class ContainerStart
{
    private const string Runner = "src/ReefChaos.Cli/bin/Debug/net10.0/reef.dll";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = int.Parse(args[0], CultureInfo.InvariantCulture);
        await ReefAsync("container");
        var excess = new List<double>();
        Console.WriteLine("| round | docker run to 200 | reef run to first request: process | of it, the process's start | container | beyond the engine |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (var round = 1; round <= rounds; round++)
        {
            var engine = await DockerAsync();
            var (process, start) = await ReefAsync("process");
            var (container, _) = await ReefAsync("container");
            excess.Add(container - (process - start) - engine);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {round} | {engine:0.00} s | {process:0.00} s | {start:0.00} s | {container:0.00} s | {excess[^1]:0.00} s |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nMedian beyond the engine's own `docker run`: {excess.Order().ElementAt(rounds / 2):0.00} s"));
        return 0;
    }

    private static async Task<(double FirstRequest, double TargetStart)> ReefAsync(string target)
    {
        var output = Directory.CreateTempSubdirectory("reef-start-").FullName;
        var history = Path.Combine(output, "healthy", "defended", "history.jsonl");
        var clock = Stopwatch.StartNew();
        using var reef = Start("dotnet", Runner, "run", "scenarios/healthy.yaml", "--target", target, "--output", output);
        string text;
        while (!(text = File.Exists(history) ? await ReadAsync(history) : "").Contains("phase-started", StringComparison.Ordinal))
        {
            await Task.Delay(Poll);
        }

        var took = clock.Elapsed.TotalSeconds;
        using (Start("kill", "-INT", $"{reef.Id}"))
        {
            await reef.WaitForExitAsync();
        }

        Directory.Delete(output, recursive: true);
        using var started = JsonDocument.Parse(text.Split('\n').First(l => l.Contains("target-started", StringComparison.Ordinal)));
        return (took, started.RootElement.GetProperty("startSeconds").GetDouble());
    }

    private static async Task<double> DockerAsync()
    {
        var image = (await OutputAsync("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=reefchaos/reefchaos-shop*")).Split('\n')[0];
        var port = FreePort();
        var clock = Stopwatch.StartNew();
        var id = await OutputAsync(
            "run", "-d", "-p", $"127.0.0.1:{port}:8080", "--cpus", "1", "--memory", "512m", "--memory-swap", "512m", "--read-only", "--tmpfs", "/tmp",
            "-e", "ASPNETCORE_URLS=http://0.0.0.0:8080", image, "ReefChaos.Shop.dll");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        while (!await AnswersAsync(client))
        {
            await Task.Delay(Poll);
        }

        var took = clock.Elapsed.TotalSeconds;
        await OutputAsync("rm", "-f", id);
        return took;
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<string> OutputAsync(params string[] arguments)
    {
        using var docker = Start("docker", arguments);
        var output = await docker.StandardOutput.ReadToEndAsync();
        await docker.WaitForExitAsync();
        return output.Trim();
    }

    private static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync();
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
