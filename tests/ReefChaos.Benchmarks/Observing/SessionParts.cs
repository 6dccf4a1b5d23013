using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Engine.Running;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Plans;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>
/// What each part of the observer's session costs: the server of <see cref="OnAndOff"/> in a closed loop, in each round once with each part, in random order.
/// Processor time for each request is told beside the throughput: other programs disturb it less.
/// </summary>
internal static class SessionParts
{
    private const string Nothing = "nothing";
    private const int Connections = 32;
    private const int Seconds = 3;

    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyDictionary<string, EventPipeProvider[]> Parts = new Dictionary<string, EventPipeProvider[]>
    {
        [Nothing] = [],
        ["collections"] = [Collections],
        ["the runtime's meters"] = [Meters(Of("System.Runtime", RuntimeTally.Allocated, RuntimeTally.LockWaits, RuntimeTally.Exceptions, RuntimeTally.PoolThreads, RuntimeTally.PoolQueue))],
        [RuntimeTally.Requests] = [Meters(Of("Microsoft.AspNetCore.Hosting", RuntimeTally.Requests))],
        [RuntimeTally.Calls] = [Meters(Of("System.Net.Http", RuntimeTally.Calls))],
        ["counters of hosting"] = [new("Microsoft.AspNetCore.Hosting", EventLevel.Critical, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" })],
        ["all that the observer asks for"] = [.. RuntimeStream.Asked],
    };

    private static EventPipeProvider Collections => new(RuntimeProviders.Runtime, EventLevel.Informational, RuntimeProviders.Collections);

    public static async Task<string> RunAsync(int rounds)
    {
        using var runner = RunnerFolder.Create();
        var link = DiagnosticLink.New(runner);
        await using var port = DiagnosticPort.Open(link, TimeProvider.System);
        var (target, at) = await Pinned.TargetAsync("http1", [.. link.Environment(null).Select(v => $"{v.Key}={v.Value}")]);
        using var _ = target;
        var url = $"http://127.0.0.1:{at}";
        await MeasureAsync(target, url);

        var random = new Random(1);
        var (throughput, processor) = (Parts.Keys.ToDictionary(p => p, _ => new List<double>()), Parts.Keys.ToDictionary(p => p, _ => new List<double>()));
        for (var round = 0; round < rounds; round++)
        {
            var order = Parts.Keys.ToArray();
            random.Shuffle(order);
            foreach (var part in order)
            {
                var (perSecond, microseconds) = await ArmAsync(port, target, url, Parts[part]);
                throughput[part].Add(perSecond);
                processor[part].Add(microseconds);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}, {part}: {perSecond:0}/s, {microseconds:0.00} µs a request"));
            }
        }

        var page = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"| of the target without a session ({rounds} rounds) | requests a second | 95% interval | lowest to highest | processor time a request | 95% interval | lowest to highest |\n|---|---|---|---|---|---|---|");
        foreach (var part in Parts.Keys.Where(p => p != Nothing))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"| {part} | {Words(throughput, part)} | {Words(processor, part)} |");
        }

        return page.ToString();
    }

    private static string Words(Dictionary<string, List<double>> values, string part) => PairedRatio.Words([.. values[part].Zip(values[Nothing], (with, without) => with / without)]);

    private static EventPipeProvider Meters(string asked) => new(RuntimeProviders.Meters, EventLevel.Informational, RuntimeProviders.TimeSeries, RuntimeProviders.Asking(asked));

    private static string Of(string meter, params string[] instruments) => string.Join(',', instruments.Select(i => $@"{meter}\{i}"));

    private static async Task<(double PerSecond, double Microseconds)> ArmAsync(DiagnosticPort port, Pinned target, string url, EventPipeProvider[] asked)
    {
        await Task.Delay(Settling);
        if (asked.Length == 0)
        {
            return await MeasureAsync(target, url);
        }

        var client = await port.ClientAsync(Patience, CancellationToken.None) ?? throw new InvalidOperationException("The target's runtime does not call.");
        using var session = await client.StartEventPipeSessionAsync(asked, requestRundown: false, circularBufferMB: 4, CancellationToken.None);
        var reading = new EventStream(session.EventStream, new RuntimeTally().Take).ReadAsync(CancellationToken.None);
        var measured = await MeasureAsync(target, url);
        await session.StopAsync(CancellationToken.None);
        await reading.WaitAsync(Patience);
        return measured;
    }

    private static async Task<(double PerSecond, double Microseconds)> MeasureAsync(Pinned target, string url)
    {
        var before = target.CpuSeconds;
        var run = await WorkerRun.RunAsync(WorkerRun.Profile(new Simulation(SimulationKind.KeepConstant, TimeSpan.FromMinutes(5), Connections)), url, Seconds, Pinned.GeneratorCore);
        var used = target.CpuSeconds - before;
        return (run.Seconds.Where(s => s.Second is >= 1 and < Seconds).Sum(s => s.Ok) / (double)(Seconds - 1), used * 1e6 / run.Ok);
    }
}
