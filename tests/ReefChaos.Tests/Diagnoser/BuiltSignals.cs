using ReefChaos.Diagnoser;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Diagnoser;

/// <summary>A healthy process, and what makes it a sick one.</summary>
internal static class BuiltSignals
{
    public static readonly CodeSite Here = new("Shop.Buy", "Shop.cs", 12);

    public static readonly CodeSite There = new("Shop.Sell", "Shop.cs", 34);

    /// <summary>Busy: it serves 50 requests a second, and pool threads are idle.</summary>
    public static Signals Healthy { get; } = new()
    {
        WindowSeconds = 5,
        Processor = new ProcessorSignals(4, 2, 0),
        Threads = new Change(20, 20),
        Pool = new PoolSignals(new Change(8, 8), new Change(0, 0), 5_000),
        Traffic = new TrafficSignals(250, 250),
        Collector = new CollectorSignals(0.01, 10 << 20, 0.5),
        Waits = [new ThreadWaits(WaitKind.Other, "System.Threading.LowLevelLifoSemaphore.WaitForSignal", null, true, new Change(6, 6), 6, 0)],
    };

    public static Signals With(params ThreadWaits[] waits) => Healthy with { Waits = [.. Healthy.Waits, .. waits] };

    public static Signals With(params ParkedAwaits[] awaits) => Healthy with { Awaits = awaits };

    public static ThreadWaits Threads(WaitKind kind, double mean, int lasting, CodeSite? where = null, bool onPool = true) =>
        new(kind, kind.ToString(), where ?? Here, onPool, new Change((long)mean, (long)mean), mean, lasting);

    public static ParkedAwaits Parked(AwaitKind kind, long first, long last, int lasting, int inRequest = 0, int blocking = 0, CodeSite? where = null) =>
        new(kind, kind.ToString(), blocking > 0 ? where : where ?? Here, new Change(first, last), lasting, inRequest, blocking);

    /// <summary>All threads of the pool block on tasks, and work waits.</summary>
    public static Signals BlockedPool(params ParkedAwaits[] awaits) => With(Threads(WaitKind.Task, mean: 8, lasting: 8)) with
    {
        Awaits = awaits,
        Pool = new PoolSignals(new Change(8, 8), new Change(5, 30), 10),
        Traffic = new TrafficSignals(0, 0),
    };
}
