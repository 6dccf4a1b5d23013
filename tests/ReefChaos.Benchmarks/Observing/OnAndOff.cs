using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>
/// A target with the observer of a run and without, in pairs of turns, each in random order. Such a server feels what is done for each request the most.
/// </summary>
internal static class OnAndOff
{
    private const int Rate = 2000;
    private const double Tail = 0.99;

    public static async Task<string> RunAsync(int pairs)
    {
        using var generatorAwake = Pinned.KeepAwake(Pinned.GeneratorCore);
        using var targetAwake = Pinned.KeepAwake(Pinned.TargetCore);
        await using var target = await ObservedTarget.StartAsync();
        var random = new Random(1);
        var before = Resident();
        var (most, seconds) = (0L, 0);

        var closed = await PairsAsync(ObservedTarget.ClosedLoop);
        var open = await PairsAsync(new Simulation(SimulationKind.Inject, TimeSpan.FromHours(1), Rate, Interval: TimeSpan.FromSeconds(1)));

        var all = Enumerable.Range(0, pairs).ToList();
        var (with, without) = (new PooledLatency(open.Select(p => p.With)), new PooledLatency(open.Select(p => p.Without)));
        var p99 = PairedRatio.Words([.. all.Select(pair => P99([pair]))], P99);

        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"| with the observer, of without it ({pairs} pairs) | ratio | 95% interval | lowest to highest pair |\n|---|---|---|---|")
            .AppendLine(CultureInfo.InvariantCulture, $"| requests a second, {ObservedTarget.Connections} connections in a closed loop | {Ratio(closed, t => t.PerSecond)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| processor time a request, in the closed loop | {Ratio(closed, t => t.Processor)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| p99 of all requests, at {Rate} a second | {p99} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| processor time a request, at {Rate} a second | {Ratio(open, t => t.Processor)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"\nThe p99 is {with.Percentile(Tail, all):0.000} ms with it and {without.Percentile(Tail, all):0.000} ms without; the other ratios are the medians of the pairs. {seconds} seconds were told of. What the observer adds to the runner's memory at most: {(most - before) / 1e6:0.0} MB, to {most / 1e6:0.0} MB with this program and all else.")
            .ToString();

        async Task<List<(Turn With, Turn Without)>> PairsAsync(Simulation load)
        {
            var observed = Enumerable.Range(0, pairs).SelectMany(_ => random.Next(2) == 0 ? (bool[])[true, false] : [false, true]).ToList();
            var turns = await Turns.RunAsync(target, load, [.. observed.Select(o => o ? () => ObserverOfARun.BeginAsync(target.Port, Told) : (Func<Task<IAsyncDisposable>>?)null)]);
            return [.. observed.Zip(turns).Chunk(2).Select(p => (p.Single(t => t.First).Second, p.Single(t => !t.First).Second))];
        }

        double P99(IReadOnlyList<int> drawn) => with.Percentile(Tail, drawn) / without.Percentile(Tail, drawn);

        void Told()
        {
            seconds++;
            most = Math.Max(most, Resident());
        }
    }

    private static string Ratio(List<(Turn With, Turn Without)> pairs, Func<Turn, double> of) => PairedRatio.Words([.. pairs.Select(p => of(p.With) / of(p.Without))]);

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
