using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Benchmarks.Load;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Plans;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>
/// What each part of the observer's session costs: the same server in one closed loop, with a session and without in turn. What other programs
/// on the machine do lasts longer than a turn, so it disturbs both alike.
/// </summary>
internal static class SessionParts
{
    /// <summary>Of a turn; the first second of it is left out.</summary>
    private const int Seconds = 3;

    /// <summary>Ahead of a turn's end, the session is closed.</summary>
    private const double Closing = 0.1;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyDictionary<string, EventPipeProvider[]> Parts = new Dictionary<string, EventPipeProvider[]>
    {
        ["collections"] = [Collections],
        ["the runtime's meters"] = [Meters(Of("System.Runtime", RuntimeTally.Allocated, RuntimeTally.LockWaits, RuntimeTally.Exceptions, RuntimeTally.PoolThreads, RuntimeTally.PoolQueue))],
        [RuntimeTally.Calls] = [Meters(Of("System.Net.Http", RuntimeTally.Calls))],
        ["all that the observer asks for"] = [.. RuntimeStream.Asked],
        ["http.server.active_requests, for which it does not ask"] = [Meters(Of("Microsoft.AspNetCore.Hosting", "http.server.active_requests"))],
    };

    private static EventPipeProvider Collections => new(RuntimeProviders.Runtime, EventLevel.Informational, RuntimeProviders.Collections);

    public static async Task<string> RunAsync(int rounds)
    {
        await using var target = await ObservedTarget.StartAsync();

        var random = new Random(1);
        var turns = Enumerable.Range(0, rounds).SelectMany(_ => Shuffled(random)).SelectMany(p => random.Next(2) == 0 ? new[] { p, null } : [null, p]).ToList();
        var began = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var load = WorkerRun.RunAsync(
            WorkerRun.Profile(new Simulation(SimulationKind.KeepConstant, TimeSpan.FromHours(1), ObservedTarget.Connections)), target.Url, Seconds * (turns.Count + 1), Pinned.GeneratorCore, started: began.SetResult);
        var zero = await began.Task;
        var used = new List<double>();
        for (var turn = 0; turn < turns.Count; turn++)
        {
            // The first turn of all is the target's to warm up.
            await UntilAsync(zero, (turn + 1) * Seconds);
            await using var session = turns[turn] is { } part ? await Session.OpenAsync(target.Port, Parts[part]) : null;
            await UntilAsync(zero, ((turn + 1) * Seconds) + 1);
            var before = target.Process.CpuSeconds;
            await UntilAsync(zero, ((turn + 2) * Seconds) - Closing);
            used.Add((target.Process.CpuSeconds - before) / (Seconds - 1 - Closing));
        }

        var run = await load;
        return Tell(rounds, turns, [.. turns.Select((_, turn) => run.Seconds.Where(s => s.Second >= ((turn + 1) * Seconds) + 1 && s.Second < (turn + 2) * Seconds).Sum(s => s.Ok) / (double)(Seconds - 1))], used);
    }

    private static string Tell(int rounds, List<string?> turns, List<double> perSecond, List<double> used)
    {
        var page = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"| with the session, of without it ({rounds} turns each) | requests a second | 95% interval | lowest to highest | processor time a request | 95% interval | lowest to highest |\n|---|---|---|---|---|---|---|");
        foreach (var part in Parts.Keys)
        {
            var pairs = turns.Select((t, i) => (Turn: t, With: i, Without: i % 2 == 0 ? i + 1 : i - 1)).Where(p => p.Turn == part).ToList();
            var throughput = PairedRatio.Words([.. pairs.Select(p => perSecond[p.With] / perSecond[p.Without])]);
            var processor = PairedRatio.Words([.. pairs.Select(p => used[p.With] / perSecond[p.With] / (used[p.Without] / perSecond[p.Without]))]);
            page.AppendLine(CultureInfo.InvariantCulture, $"| {part} | {throughput} | {processor} |");
        }

        return page.ToString();
    }

    private static string[] Shuffled(Random random)
    {
        var parts = Parts.Keys.ToArray();
        random.Shuffle(parts);
        return parts;
    }

    private static async Task UntilAsync(long zero, double seconds)
    {
        var left = TimeSpan.FromSeconds(seconds - Stopwatch.GetElapsedTime(zero).TotalSeconds);
        await Task.Delay(left > TimeSpan.Zero ? left : throw new InvalidOperationException("This program itself was late: too much else runs on this machine."));
    }

    private static EventPipeProvider Meters(string asked) => new(RuntimeProviders.Meters, EventLevel.Informational, RuntimeProviders.TimeSeries, RuntimeProviders.Asking(asked));

    private static string Of(string meter, params string[] instruments) => string.Join(',', instruments.Select(i => $@"{meter}\{i}"));

    private sealed class Session(EventPipeSession session, Task reading) : IAsyncDisposable
    {
        public static async Task<Session> OpenAsync(DiagnosticPort port, EventPipeProvider[] asked)
        {
            var client = await port.ClientAsync(Patience, CancellationToken.None) ?? throw new InvalidOperationException("The target's runtime does not call.");
            var session = await client.StartEventPipeSessionAsync(asked, requestRundown: false, circularBufferMB: 4, CancellationToken.None);
            return new Session(session, new EventStream(session.EventStream, new RuntimeTally().Take).ReadAsync(CancellationToken.None));
        }

        public async ValueTask DisposeAsync()
        {
            await session.StopAsync(CancellationToken.None);
            await reading.WaitAsync(Patience);
            session.Dispose();
        }
    }
}
