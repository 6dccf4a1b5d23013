using System.Diagnostics;
using ReefChaos.Histories;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Sums up a runtime's events, from one look to the next.</summary>
internal sealed class RuntimeTally
{
    public const string Allocated = "dotnet.gc.heap.total_allocated";
    public const string LockWaits = "dotnet.monitor.lock_contentions";
    public const string Exceptions = "dotnet.exceptions";
    public const string PoolThreads = "dotnet.thread_pool.thread.count";
    public const string PoolQueue = "dotnet.thread_pool.queue.length";
    public const string Calls = "http.client.active_requests";

    /// <summary>
    /// What is asked for: no more, since each instrument that somebody listens to costs the target a little with each use. None of them is used with each request
    /// that it serves: how many it has under way is known from outside.
    /// </summary>
    public static readonly string Meters = string.Join(
        ',', new[] { Allocated, LockWaits, Exceptions, PoolThreads, PoolQueue }.Select(i => $@"System.Runtime\{i}").Append($@"System.Net.Http\{Calls}"));

    private readonly Lock latch = new();
    private readonly HeapTally heap = new();
    private readonly Dictionary<(string Instrument, string Tags), double> levels = [];
    private readonly Dictionary<string, long> counts = [];
    private IReadOnlyList<long> collected = [0, 0, 0];
    private long suspended;
    private double paused;
    private bool any;

    public void Take(RuntimeEvent happened)
    {
        lock (latch)
        {
            switch (happened.Kind)
            {
                case { Provider: RuntimeProviders.Meters, Name: var name }:
                    Take(MetricReading.Of(name, happened.Payload));
                    break;
                case { Provider: RuntimeProviders.Runtime, Id: RuntimeProviders.SuspendBegan }:
                    suspended = happened.Time;
                    break;
                case { Provider: RuntimeProviders.Runtime, Id: RuntimeProviders.Resumed } when suspended != 0:
                    paused += (double)(happened.Time - suspended) / Stopwatch.Frequency;
                    suspended = 0;
                    break;
                case { Provider: RuntimeProviders.Runtime }:
                    heap.Take(happened);
                    break;
            }
        }
    }

    /// <summary>What happened since the last time; null where the runtime told nothing.</summary>
    public RuntimeSecond? Since(double at)
    {
        lock (latch)
        {
            if (!any)
            {
                return null;
            }

            var now = heap.Collections;
            var second = new RuntimeSecond(
                heap.HeapBytes, heap.InUseBytes, Count(Allocated), [.. now.Zip(collected, (n, c) => n - c)], paused, Count(LockWaits), Count(Exceptions),
                Level(PoolThreads), Level(PoolQueue), Level(Calls))
            {
                At = at,
            };
            (collected, paused, any) = (now, 0, false);
            counts.Clear();
            return second;
        }
    }

    private void Take(MetricReading? reading)
    {
        // Meters are published once a second, whatever happens: a runtime that is silent for longer does not get to it.
        any = true;
        if (reading is { Level: { } level } read)
        {
            counts[read.Instrument] = counts.GetValueOrDefault(read.Instrument) + read.Count;
            levels[(read.Instrument, read.Tags)] = level;
        }
    }

    /// <summary>Since the last time, over all tags; null where it was not published.</summary>
    private long? Count(string instrument) => counts.TryGetValue(instrument, out var count) ? count : null;

    /// <summary>Over all tags.</summary>
    private long? Level(string instrument)
    {
        var all = levels.Where(l => l.Key.Instrument == instrument).Select(l => (long)l.Value).ToList();
        return all.Count == 0 ? null : all.Sum();
    }
}
