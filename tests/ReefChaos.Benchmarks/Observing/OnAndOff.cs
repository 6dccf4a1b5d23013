using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;
using ReefChaos.Plans;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>
/// One target is loaded again and again; in each pair once with the observer of a run and once without, in
/// random order. Such a server feels what is done for each request the most.
/// </summary>
internal static class OnAndOff
{
    private const int Rate = 2000;

    /// <summary>Of each load; the first second of it is left out.</summary>
    private const int Seconds = 5;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public static async Task<string> RunAsync(int pairs)
    {
        await using var target = await ObservedTarget.StartAsync();
        await MeasureAsync(target.Url);

        var random = new Random(1);
        var (throughputs, tails, seconds) = (new List<double>(), new List<double>(), 0);
        var before = Resident();
        var most = 0L;
        for (var pair = 0; pair < pairs; pair++)
        {
            var first = random.Next(2) == 0;
            var one = await ArmAsync(first);
            var other = await ArmAsync(!first);
            var (with, without) = first ? (one, other) : (other, one);
            throughputs.Add(with.PerSecond / without.PerSecond);
            tails.Add(with.P99 / without.P99);
            await Console.Error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"pair {pair + 1}: {with.PerSecond:0}/s with, {without.PerSecond:0}/s without; p99 {with.P99:0.00} ms with, {without.P99:0.00} ms without"));
        }

        return new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"| with the observer, of without it ({pairs} pairs) | mean | 95% interval | lowest to highest pair |\n|---|---|---|---|")
            .AppendLine(CultureInfo.InvariantCulture, $"| requests a second, {ObservedTarget.Connections} connections in a closed loop | {PairedRatio.Words(throughputs)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"| p99 at {Rate} requests a second | {PairedRatio.Words(tails)} |")
            .AppendLine(CultureInfo.InvariantCulture, $"\n{seconds} seconds were told of. What the observer adds to the runner's memory at most: {(most - before) / 1e6:0.0} MB, to {most / 1e6:0.0} MB with this program and all else.")
            .ToString();

        async Task<(double PerSecond, double P99)> ArmAsync(bool observed)
        {
            await Task.Delay(Settling);
            if (!observed)
            {
                return await MeasureAsync(target.Url);
            }

            await using var stream = new RuntimeStream(target.Port, TimeProvider.System);
            if (!await stream.BeginsAsync(TimeSpan.FromSeconds(5), CancellationToken.None))
            {
                throw new InvalidOperationException("The target's runtime sends no events.");
            }

            using var stop = new CancellationTokenSource();
            var looking = LookAsync(stream, stop.Token);
            var measured = await MeasureAsync(target.Url);
            await stop.CancelAsync();
            seconds += await looking;
            most = Math.Max(most, Resident());
            return measured;
        }
    }

    private static async Task<(double PerSecond, double P99)> MeasureAsync(string url)
    {
        var closed = await WorkerRun.RunAsync(WorkerRun.Profile(new Simulation(SimulationKind.KeepConstant, TimeSpan.FromMinutes(5), ObservedTarget.Connections)), url, Seconds, Pinned.GeneratorCore);
        var open = await WorkerRun.RunAsync(
            WorkerRun.Profile(new Simulation(SimulationKind.Inject, TimeSpan.FromMinutes(5), Rate, Interval: TimeSpan.FromSeconds(1))), url, Seconds, Pinned.GeneratorCore);
        return (
            closed.Seconds.Where(IsInside).Sum(s => s.Ok) / (double)(Seconds - 1),
            (open with { Seconds = [.. open.Seconds.Where(IsInside)] }).LatencyMs(99));
    }

    private static bool IsInside(LoadSecond second) => second.Second is >= 1 and < Seconds;

    /// <summary>As the observer of a run does.</summary>
    private static async Task<int> LookAsync(RuntimeStream stream, CancellationToken stop)
    {
        var seen = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                seen += (await stream.LookAsync(0, stop)).Count;
            }
        }
        catch (OperationCanceledException)
        {
            // The arm is over.
        }

        return seen;
    }

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
