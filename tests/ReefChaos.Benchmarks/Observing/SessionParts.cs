using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>What each part of the observer's session costs: the same server in one closed loop, with a session and without in turn.</summary>
internal static class SessionParts
{
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
        var parts = Enumerable.Range(0, rounds).SelectMany(_ => Shuffled(random)).SelectMany(p => random.Next(2) == 0 ? new[] { p, null } : [null, p]).ToList();
        var turns = await Turns.RunAsync(
            target, ObservedTarget.ClosedLoop, [.. parts.Select(p => p is null ? null : (Func<Task<IAsyncDisposable>>)(() => Session.OpenAsync(target.Port, Parts[p])))]);
        return Tell(rounds, parts, turns);
    }

    private static string Tell(int rounds, List<string?> parts, IReadOnlyList<Turn> turns)
    {
        var page = new StringBuilder().AppendLine(CultureInfo.InvariantCulture,
            $"| with the session, of without it ({rounds} turns each) | requests a second | 95% interval | lowest to highest | processor time a request | 95% interval | lowest to highest |\n|---|---|---|---|---|---|---|");
        foreach (var part in Parts.Keys)
        {
            var pairs = parts.Select((p, i) => (Part: p, With: turns[i], Without: turns[i % 2 == 0 ? i + 1 : i - 1])).Where(p => p.Part == part).ToList();
            var throughput = PairedRatio.Words([.. pairs.Select(p => p.With.PerSecond / p.Without.PerSecond)]);
            var processor = PairedRatio.Words([.. pairs.Select(p => p.With.Processor / p.Without.Processor)]);
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

    private static EventPipeProvider Meters(string asked) => new(RuntimeProviders.Meters, EventLevel.Informational, RuntimeProviders.TimeSeries, RuntimeProviders.Asking(asked));

    private static string Of(string meter, params string[] instruments) => string.Join(',', instruments.Select(i => $@"{meter}\{i}"));

    private sealed class Session(EventPipeSession session, Task reading) : IAsyncDisposable
    {
        public static async Task<IAsyncDisposable> OpenAsync(DiagnosticPort port, EventPipeProvider[] asked)
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
