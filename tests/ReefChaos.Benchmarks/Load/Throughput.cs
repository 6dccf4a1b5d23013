using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Load;

/// <summary>
/// Requests a second on 64 connections in a closed loop, and the CPU time of 10,000 of them: generator on one core, minimal Kestrel target on the
/// other. Each round runs every generator once, so that a change of the machine meets all of them.
/// </summary>
internal static partial class Throughput
{
    private const int Connections = 64;
    private const int Seconds = 5;
    private const int Skip = 1;

    private sealed record Measured(double Rate, double CpuPer10k);

    public static async Task<string> RunAsync(int runs, string? against)
    {
        var results = new Dictionary<string, List<Measured>>();
        for (var run = 0; run < runs; run++)
        {
            if (Pinned.Has("wrk"))
            {
                await MeasureAsync(results, "wrk -t1 -c64", "http1", WrkAsync);
            }
            else
            {
                await Console.Error.WriteLineAsync("wrk is not installed: no comparison with it.");
            }

            await MeasureAsync(results, "worker, fast path", "http1", (target, port) => WorkerAsync($"http://127.0.0.1:{port}", new HttpSettings(), general: false));
            await MeasureAsync(results, "worker, general path, HTTP/1.1", "http1", (target, port) => WorkerAsync($"http://127.0.0.1:{port}", new HttpSettings(), general: true));
            await MeasureAsync(results, "worker, general path, HTTP/2", "http2", (target, port) => WorkerAsync($"http://127.0.0.1:{port}", new HttpSettings { Version = HttpProtocol.Http2 }, general: true));
            await MeasureAsync(results, "worker, general path, TLS", "tls", (target, port) => WorkerAsync(
                $"https://localhost:{port}", new HttpSettings { Tls = new TlsSettings(Verify: false) }, general: true));
            if (against is not null)
            {
                await MeasureAsync(results, "external", "http1", (target, port) => ExternalAsync(against, port));
            }
        }

        return Table(results);
    }

    private static async Task MeasureAsync(Dictionary<string, List<Measured>> results, string name, string protocol, Func<Pinned, int, Task<Measured>> measure)
    {
        var (target, port) = await Pinned.TargetAsync(protocol);
        using var _ = target;

        // The target's code is compiled by the time that counts.
        await WorkerRun.RunAsync(
            WorkerRun.Profile(Loop), protocol == "tls" ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}", 3, Pinned.GeneratorCore,
            general: protocol != "http1");
        var measured = await measure(target, port);
        if (!results.TryGetValue(name, out var list))
        {
            results[name] = list = [];
        }

        list.Add(measured);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {measured.Rate:0}/s, {measured.CpuPer10k:0.000} CPU s per 10,000"));
    }

    private static Simulation Loop { get; } = new(SimulationKind.KeepConstant, TimeSpan.FromSeconds(60), Connections);

    private static async Task<Measured> WorkerAsync(string url, HttpSettings http, bool general)
    {
        var run = await WorkerRun.RunAsync(WorkerRun.Profile(Loop, http), url, Seconds + Skip, Pinned.GeneratorCore, general, skip: Skip);
        var counted = run.Seconds.Where(s => s.Second >= Skip).Sum(s => s.Ok);
        return new Measured(counted / (double)Seconds, run.CpuSeconds / counted * 1e4);
    }

    private static async Task<Measured> WrkAsync(Pinned target, int port) =>
        FromTime(await Timed($"wrk -t1 -c{Connections} -d{Seconds}s http://127.0.0.1:{port}/"), WrkRate());

    /// <summary>The external program prints a line <c>requests/s: N</c>.</summary>
    private static async Task<Measured> ExternalAsync(string command, int port) =>
        FromTime(await Timed($"{command} http://127.0.0.1:{port}/ {Seconds} 0"), ExternalRate());

    private static Measured FromTime(string output, Regex rate)
    {
        var perSecond = double.Parse(rate.Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        var cpu = CpuTime().Matches(output).Sum(m => (double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) * 60) + double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        return new Measured(perSecond, cpu / (perSecond * Seconds) * 1e4);
    }

    private static async Task<string> Timed(string command)
    {
        using var shell = Pinned.Start(Pinned.GeneratorCore, "bash", "-c", $"{{ time {command} ; }} 2>&1");
        return await shell.ReadToEndAsync();
    }

    private static string Table(Dictionary<string, List<Measured>> results)
    {
        var text = new StringBuilder("| generator | requests/s (median) | of wrk | CPU s per 10,000 | lowest to highest requests/s |\n|---|---|---|---|---|\n");
        var wrk = results.TryGetValue("wrk -t1 -c64", out var reference) ? Median(reference.Select(m => m.Rate)) : double.NaN;
        foreach (var (name, list) in results)
        {
            var rate = Median(list.Select(m => m.Rate));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {rate:0} | {rate / wrk:0.00} | {Median(list.Select(m => m.CpuPer10k)):0.000} | {list.Min(m => m.Rate):0} to {list.Max(m => m.Rate):0} |");
        }

        return text.ToString();
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex WrkRate();

    [GeneratedRegex(@"requests/s:\s+([\d.]+)")]
    private static partial Regex ExternalRate();

    [GeneratedRegex(@"(?:user|sys)\s+(\d+)m([\d.]+)s")]
    private static partial Regex CpuTime();
}
