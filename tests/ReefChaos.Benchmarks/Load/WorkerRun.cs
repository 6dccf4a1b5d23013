using System.Globalization;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Benchmarks.Load;

/// <summary>A run of the real load worker, in its own process, over its own protocol.</summary>
internal sealed record WorkerRun(IReadOnlyList<LoadSecond> Seconds, GeneratorReport Report, double CpuSeconds, long ZeroNanoseconds)
{
    public long Ok => Seconds.Sum(s => s.Ok);

    public long Requests => Seconds.Sum(s => s.Requests);

    /// <summary>Ahead of the order to begin, as a runner has it, too: else the first requests are late before the worker knows of them.</summary>
    private const long HeadStart = 300_000_000;

    /// <param name="seconds">Where it is positive infinity, the run ends when everything of <paramref name="requests"/> has.</param>
    /// <param name="skip">So many seconds at the start are left out of the CPU time, and should be of the counts.</param>
    public static async Task<WorkerRun> RunAsync(LoadProfile profile, string url, double seconds, int? core, bool general = false, double skip = 0, long requests = long.MaxValue, Action<long>? started = null)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "ReefChaos.Load.dll");
        string[] variables = general ? ["REEFCHAOS_LOAD_PATH=general"] : [];
        using var worker = Pinned.Start(core, "env", [.. variables, "dotnet", "exec", dll]);
        using var orders = new LineChannel(worker.Input.BaseStream);
        using var replies = new LineChannel(worker.Output.BaseStream);
        Expect<LoadReady>(replies.Read<LoadReply>());
        orders.Write<LoadOrder>(new AskClock());
        var zero = Expect<ClockReading>(replies.Read<LoadReply>()).Nanoseconds + HeadStart;
        orders.Write<LoadOrder>(new BeginLoad(profile, url, 1, zero, LoadSlice.Whole));
        if (double.IsFinite(seconds))
        {
            orders.Write<LoadOrder>(new EndLoad(seconds));
        }

        started?.Invoke(zero);
        var entries = new List<Entry>();
        var before = 0.0;
        while (await Task.Run(() => replies.Read<LoadReply>()) is { } reply)
        {
            var entry = Expect<LoadEntry>(reply).Entry;
            entries.Add(entry);
            if (entry is LoadTick && before == 0 && entry.At >= skip)
            {
                before = worker.CpuSeconds;
            }

            if (entry is LoadTick tick && tick.Ended >= requests && !double.IsFinite(seconds))
            {
                (seconds, requests) = (tick.At, long.MaxValue);
                orders.Write<LoadOrder>(new EndLoad(seconds));
            }

            if (entry is GeneratorReport report)
            {
                return new WorkerRun([.. entries.OfType<LoadSecond>()], report, worker.CpuSeconds - before, zero);
            }
        }

        throw new InvalidOperationException("The worker ended without a report.");
    }

    public static LoadProfile Profile(Simulation simulation, HttpSettings? http = null, double timeoutSeconds = 4) => new()
    {
        Name = "benchmark",
        Simulations = [simulation],
        Journeys = [new Journey("hello", 1, [new RequestTemplate { Method = "GET", Path = "/" }])],
        Http = http ?? new HttpSettings(),
        Timeout = TimeSpan.FromSeconds(timeoutSeconds),
    };

    /// <summary>In milliseconds, over all seconds.</summary>
    public double LatencyMs(double percentile, bool fromSend = false)
    {
        var merged = new SortedDictionary<long, long>();
        foreach (var (value, count) in Seconds.SelectMany(s => EncodedHistogram.Decode(fromSend ? s.FromSend : s.Latencies)))
        {
            merged[value] = merged.GetValueOrDefault(value) + count;
        }

        var wanted = Math.Max(1, (long)Math.Ceiling(percentile / 100 * merged.Values.Sum()));
        foreach (var (value, count) in merged)
        {
            if ((wanted -= count) <= 0)
            {
                return value / 1e3;
            }
        }

        return 0;
    }

    private static T Expect<T>(LoadReply? reply) where T : LoadReply => reply as T
        ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The worker said {reply}."));
}
