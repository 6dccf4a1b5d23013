using System.Globalization;
using System.Text;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Load;

/// <summary>How late an open loop sends, how exactly it keeps its rate, and what it costs. Nothing is pinned.</summary>
internal static class Pacing
{
    private const int Seconds = 10;

    private static readonly int[] Rates = [1_000, 5_000, 10_000];

    public static async Task<string> RunAsync(int runs)
    {
        var (target, port) = await Pinned.TargetAsync("http1");
        using var _ = target;
        var results = Rates.ToDictionary(r => r, _ => new List<WorkerRun>());
        for (var run = 0; run < runs; run++)
        {
            foreach (var rate in Rates)
            {
                var simulation = new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(60), rate, Interval: TimeSpan.FromSeconds(1));
                results[rate].Add(await WorkerRun.RunAsync(WorkerRun.Profile(simulation), $"http://127.0.0.1:{port}", Seconds, core: null));
                await Console.Error.WriteLineAsync(Line(rate, results[rate][^1..]));
            }
        }

        var text = new StringBuilder(
            "| requests/s | lateness p50 | p99 | p99.9 | max, ms | achieved rate | CPU, cores | GC pauses, ms |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var (rate, list) in results)
        {
            text.AppendLine(Line(rate, list));
        }

        return text.ToString();
    }

    private static string Line(int rate, IReadOnlyList<WorkerRun> runs)
    {
        double Of(Func<WorkerRun, double> what) => Throughput.Median(runs.Select(what));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {rate:N0} | {Of(r => r.Report.LatenessP50Ms):0.000} | {Of(r => r.Report.LatenessP99Ms):0.000} | {Of(r => LatenessMs(r.Report, 99.9)):0.000} | {Of(r => r.Report.LatenessMaxMs):0.00} | {Of(r => r.Ok / (double)(rate * Seconds)):0.00000} | {Of(r => r.Report.CpuShare):0.000} | {Of(r => r.Report.GcPauseMs):0.0} |");
    }

    private static double LatenessMs(GeneratorReport report, double percentile)
    {
        var pairs = EncodedHistogram.Decode(report.Lateness);
        var wanted = (long)Math.Ceiling(percentile / 100 * pairs.Sum(p => p.Count));
        return pairs.First(p => (wanted -= p.Count) <= 0).Value / 1e3;
    }
}
