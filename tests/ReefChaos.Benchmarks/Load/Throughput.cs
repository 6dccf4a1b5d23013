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
    private const int Seconds = 3;
    private const int Skip = 1;

    /// <summary>By then the target's code is compiled for good, which would else count against whoever comes first.</summary>
    private const int WarmUp = 8;

    private const string Reference = "wrk -t1 -c64";
    private const string SecureReference = "wrk -t1 -c64, TLS";

    private static readonly string[] Protocols = ["http1", "http2", "tls"];

    private sealed record Measured(double Rate, double CpuPer10k);

    public static async Task<string> RunAsync(int runs, string? against)
    {
        var targets = new Dictionary<string, (Pinned Target, int Port)>();
        try
        {
            foreach (var protocol in Protocols)
            {
                targets[protocol] = await Pinned.TargetAsync(protocol);
                await WorkerRun.RunAsync(WorkerRun.Profile(Loop, Http(protocol)), Url(protocol, targets[protocol].Port), WarmUp, Pinned.GeneratorCore);
            }

            return await MeasureAsync(runs, against, protocol => targets[protocol].Port);
        }
        finally
        {
            foreach (var (target, _) in targets.Values)
            {
                target.Dispose();
            }
        }
    }

    private static async Task<string> MeasureAsync(int runs, string? against, Func<string, int> portOf)
    {
        var results = new Dictionary<string, List<Measured>>();
        async Task Add(string name, Task<Measured> measuring)
        {
            var measured = await measuring;
            results.TryAdd(name, []);
            results[name].Add(measured);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name}: {measured.Rate:0}/s, {measured.CpuPer10k:0.000} CPU s per 10,000"));
        }

        var hasWrk = Pinned.Has("wrk");
        if (!hasWrk)
        {
            await Console.Error.WriteLineAsync("wrk is not installed: no comparison with it.");
        }

        for (var run = 0; run < runs; run++)
        {
            if (hasWrk)
            {
                await Add(Reference, WrkAsync(Url("http1", portOf("http1"))));
            }

            await Add("worker, fast path", WorkerAsync("http1", portOf("http1"), general: false));
            await Add("worker, general path, HTTP/1.1", WorkerAsync("http1", portOf("http1"), general: true));
            await Add("worker, general path, HTTP/2", WorkerAsync("http2", portOf("http2"), general: true));
            await Add("worker, fast path, TLS", WorkerAsync("tls", portOf("tls"), general: false));
            await Add("worker, general path, TLS", WorkerAsync("tls", portOf("tls"), general: true));
            if (hasWrk)
            {
                await Add(SecureReference, WrkAsync(Url("tls", portOf("tls"))));
            }

            if (against is not null)
            {
                await Add("external", ExternalAsync(against, Url("http1", portOf("http1"))));
            }
        }

        return Table(results);
    }

    private static string Url(string protocol, int port) => protocol == "tls" ? $"https://localhost:{port}" : $"http://127.0.0.1:{port}";

    private static HttpSettings Http(string protocol) => protocol switch
    {
        "tls" => new HttpSettings { Tls = new TlsSettings(Verify: false) },
        "http2" => new HttpSettings { Version = HttpProtocol.Http2 },
        _ => new HttpSettings(),
    };

    private static Simulation Loop { get; } = new(SimulationKind.KeepConstant, TimeSpan.FromSeconds(60), Connections);

    private static async Task<Measured> WorkerAsync(string protocol, int port, bool general)
    {
        var run = await WorkerRun.RunAsync(WorkerRun.Profile(Loop, Http(protocol)), Url(protocol, port), Seconds + Skip, Pinned.GeneratorCore, general, skip: Skip);
        var counted = run.Seconds.Where(s => s.Second >= Skip).Sum(s => s.Ok);
        return new Measured(counted / (double)Seconds, run.CpuSeconds / counted * 1e4);
    }

    private static async Task<Measured> WrkAsync(string url) =>
        FromTime(await Timed($"wrk -t1 -c{Connections} -d{Seconds}s {url}/"), WrkRate());

    /// <summary>See <see cref="LoadBenchmarks"/> for what an external program is called with and prints.</summary>
    private static async Task<Measured> ExternalAsync(string command, string url)
    {
        using var shell = Pinned.Start(Pinned.GeneratorCore, "bash", "-c", $"{command} closed {url}/ {Connections} {Seconds}");
        var output = await shell.ReadToEndAsync();
        return new Measured(Number(ExternalRate(), output), Number(ExternalCpu(), output));
    }

    private static double Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;

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
        var text = new StringBuilder("| generator | requests/s (median) | of wrk, round by round (median) | of wrk with TLS | CPU s per 10,000 | lowest to highest requests/s |\n|---|---|---|---|---|---|\n");
        foreach (var (name, list) in results)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {Median(list.Select(m => m.Rate)):0} | {Of(Reference):0.00} | {(name.EndsWith("TLS", StringComparison.Ordinal) ? Of(SecureReference) : null):0.00} | {Median(list.Select(m => m.CpuPer10k)):0.000} | {list.Min(m => m.Rate):0} to {list.Max(m => m.Rate):0} |");

            double Of(string reference) => results.TryGetValue(reference, out var other) ? Median(list.Zip(other, (own, theirs) => own.Rate / theirs.Rate)) : double.NaN;
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

    [GeneratedRegex(@"requests_per_s=([\d.]+)")]
    private static partial Regex ExternalRate();

    [GeneratedRegex(@"cpu_s_per_10000=([\d.]+)")]
    private static partial Regex ExternalCpu();

    [GeneratedRegex(@"(?:user|sys)\s+(\d+)m([\d.]+)s")]
    private static partial Regex CpuTime();
}
