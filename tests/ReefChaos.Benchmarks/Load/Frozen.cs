using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Load;

/// <summary>
/// A target that takes 20 ms is stopped for 2 s within 20 s of 500 requests/s. What the worker reports is compared with what the target
/// itself recorded, from the intended start of each request; beside it stands what other generators report for the same.
/// </summary>
internal static partial class Frozen
{
    private const int Rate = 500;
    private const int Seconds = 20;
    private const int FreezeAt = 9;
    private const int FreezeFor = 2;
    private const int Connections = 64;
    private const int SigStop = 19;
    private const int SigCont = 18;

    private static readonly double[] Percentiles = [50, 90, 99, 99.9, 100];

    public static async Task<string> RunAsync(int runs, string? against)
    {
        var (target, port) = await Pinned.TargetAsync("slow");
        using var _ = target;
        var url = $"http://127.0.0.1:{port}";
        await WorkerRun.RunAsync(Profile(connections: null), url, 3, core: null);

        var (reported, errors) = (new List<double[]>(), new List<double[]>());
        for (var run = 0; run < runs; run++)
        {
            var (worker, truth) = await WorkerAsync(target, url, connections: null);
            reported.Add([.. Percentiles.Select(p => worker.LatencyMs(p))]);
            errors.Add([.. Percentiles.Select((p, i) => (worker.LatencyMs(p) / truth[i]) - 1)]);
            await Console.Error.WriteLineAsync(Row("worker", reported[^1]) + Row("truth", truth) + Row("error, %", [.. errors[^1].Select(e => e * 100)]));
        }

        var text = new StringBuilder("| generator | p50 | p90 | p99 | p99.9 | max |\n|---|---|---|---|---|---|\n");
        text.AppendLine(Row("worker (median), ms", Medians(reported)));
        text.AppendLine(Row("its error against the target's record (median), %", [.. Medians(errors).Select(e => e * 100)]));
        text.AppendLine(Row("its error, largest of all runs, %", [.. Percentiles.Select((_, i) => errors.Max(e => Math.Abs(e[i])) * 100)]));
        var (capped, _) = await WorkerAsync(target, url, Connections);
        text.AppendLine(Row($"worker on {Connections} connections, from the intended start", [.. Percentiles.Select(p => capped.LatencyMs(p))]));
        text.AppendLine(Row($"the same run, from the actual send", [.. Percentiles.Select(p => capped.LatencyMs(p, fromSend: true))]));
        foreach (var (name, program, command) in Others(url, against).Where(o => Pinned.Has(o.Program)))
        {
            text.AppendLine(await OtherAsync(target, name, command));
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, string Program, string Command)> Others(string url, string? against)
    {
        yield return ("wrk, closed loop: it has no rate", "wrk", $"wrk -t1 -c{Connections} -d{Seconds}s --latency {url}/");
        yield return ("hey", "hey", $"hey -z {Seconds}s -c 50 -q {Rate / 50} {url}/");
        yield return ("autocannon", "autocannon", $"autocannon -j -c {Connections} -d {Seconds} -R {Rate} {url}/ 2>/dev/null");
        if (against is not null)
        {
            yield return ("external", "bash", $"{against} open {url}/ {Rate} {Seconds}");
        }
    }

    private static LoadProfile Profile(int? connections) => new()
    {
        Name = "frozen",
        Simulations = [new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(60), Rate, Interval: TimeSpan.FromSeconds(1))],
        Journeys = [new Journey("n", 1, [new RequestTemplate { Method = "GET", Path = "/?n={{numbers.n}}" }])],
        Feeds = [new Feed("numbers", FeedOrder.Circular, ["n"], [.. Enumerable.Range(0, Rate * Seconds).Select(n => new[] { n.ToString(CultureInfo.InvariantCulture) })])],
        Http = new HttpSettings { MaxConnections = connections },
        Timeout = TimeSpan.FromSeconds(10),
    };

    private static async Task<(WorkerRun Run, double[] Truth)> WorkerAsync(Pinned target, string url, int? connections)
    {
        var freeze = Task.CompletedTask;
        var run = await WorkerRun.RunAsync(Profile(connections), url, Seconds, core: null, started: _ => freeze = FreezeAsync(target, FreezeAt));
        await freeze;
        using var client = new HttpClient();
        var record = (await client.GetStringAsync($"{url}/record")).Split(',').Take(Rate * Seconds).Select(long.Parse).ToArray();
        double[] latencies = [.. record.Select((at, n) => (at - run.ZeroNanoseconds - (n * 1e9 / Rate)) / 1e6).Order()];
        return (run, [.. Percentiles.Select(p => latencies[(int)Math.Ceiling(p / 100 * latencies.Length) - 1])]);
    }

    private static async Task<string> OtherAsync(Pinned target, string name, string command)
    {
        using var shell = Pinned.Start(core: null, "bash", "-c", command);
        var freeze = FreezeAsync(target, FreezeAt);
        var output = await shell.ReadToEndAsync();
        await freeze;
        await Console.Error.WriteLineAsync(output);
        return $"| {name} | {Find(output, "50(?:\\.0+)?%|p50=|\"p50\":")} | {Find(output, "90(?:\\.0+)?%|p90=|\"p90\":")} | {Find(output, "99(?:\\.0+)?%|p99=|\"p99\":")} | {Find(output, "99\\.9%|p99\\.9=|\"p99_9\":")} | {Max(output)} |";
    }

    private static async Task FreezeAsync(Pinned target, int after)
    {
        await Task.Delay(TimeSpan.FromSeconds(after));
        var start = Stopwatch.GetTimestamp();
        target.Signal(SigStop);
        await Task.Delay(TimeSpan.FromSeconds(FreezeFor) - Stopwatch.GetElapsedTime(start));
        target.Signal(SigCont);
    }

    /// <summary>As the program prints it, unit included.</summary>
    private static string Find(string output, string label)
    {
        var found = Regex.Match(output, $@"(?:^|[\s,{{])(?:{label})\s*(?:in\s+)?([\d.]+(?:[a-z]+| secs)?)", RegexOptions.Multiline);
        return found.Success ? found.Groups[1].Value : "not told";
    }

    private static string Max(string output) =>
        MaxOf().Match(output) is { Success: true } match ? match.Groups.Values.Skip(1).First(g => g.Success).Value
        : WrkLatency().Match(output) is { Success: true } wrk ? wrk.Groups[1].Value : "not told";

    private static double[] Medians(List<double[]> rows) => [.. Percentiles.Select((_, i) => Throughput.Median(rows.Select(r => r[i])))];

    private static string Row(string name, double[] values) =>
        $"| {name} | {string.Join(" | ", values.Select(v => v.ToString("0.00", CultureInfo.InvariantCulture)))} |";

    [GeneratedRegex(@"Slowest:\s*([\d.]+ \w+)|max=([\d.]+)|""max"":([\d.]+)")]
    private static partial Regex MaxOf();

    [GeneratedRegex(@"Latency\s+\S+\s+\S+\s+([\d.]+\w+)")]
    private static partial Regex WrkLatency();
}
