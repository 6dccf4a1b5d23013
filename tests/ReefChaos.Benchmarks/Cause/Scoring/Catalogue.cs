using static ReefChaos.Benchmarks.Cause.Scoring.SplitHalf;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>
/// All patients, what they have, and the load under which they have it. Where they have it is marked in their sources. A patient of this name
/// stands in <c>Ward.cs</c> of ReefChaos.Patients. The half follows from <see cref="Split"/>.
/// </summary>
internal static class Catalogue
{
    private static readonly Onset Piled = new(Waiting: 40);
    private static readonly Onset Some = new(Waiting: 6);
    private static readonly Onset Grown = new(Answered: 200);
    private static readonly Onset Warm = new(Answered: 30);

    public static IReadOnlyList<Variant> Variants { get; } =
    [
        new("lock-monitor", Tuned, [Mode.Lock], 60, Piled),
        new("lock-object", Tuned, [Mode.Lock], 80, Piled),
        new("lock-job", Untuned, [Mode.Lock], 40, Piled),
        new("lock-lazy", Untuned, [Mode.Lock], 30, Piled),
        new("lock-semaphore", Untuned, [Mode.Lock], 60, Piled),
        new("lock-semaphore-async", Tuned, [Mode.Lock], 60, Piled),
        new("lock-semaphore-lost", Untuned, [Mode.Lock], 40, Piled),
        new("lock-readers", Tuned, [Mode.Lock], 40, Piled),
        new("lock-convoy", Untuned, [Mode.Lock], 60, Piled),

        new("hang-poll", Tuned, [Mode.Hang], 40, Some),
        new("hang-read", Untuned, [Mode.Hang], 60, Some),
        new("hang-recv", Untuned, [Mode.Hang], 30, Some),
        new("hang-flock", Tuned, [Mode.Hang], 40, Some),
        new("hang-fcntl", Tuned, [Mode.Hang], 40, Some),
        new("hang-sleep", Untuned, [Mode.Hang], 20, Some),
        new("hang-waitpid", Untuned, [Mode.Hang], 30, Some),
        new("hang-semaphore", Tuned, [Mode.Hang], 40, Some),
        new("hang-getaddrinfo", Tuned, [Mode.Hang], 40, Some) { Need = Need.SilentResolver },
        new("hang-dns", Untuned, [Mode.Hang], 40, Some) { Need = Need.SilentResolver },

        new("leak-list", Tuned, [Mode.Leak], 150, Grown),
        new("leak-large", Untuned, [Mode.Leak], 60, Grown),
        new("leak-cache", Untuned, [Mode.Leak], 150, Grown),
        new("leak-scope", Tuned, [Mode.Leak], 120, Grown),
        new("leak-events", Tuned, [Mode.Leak], 100, Grown),
        new("leak-registrations", Untuned, [Mode.Leak], 120, Grown),
        new("leak-timers", Untuned, [Mode.Leak], 100, Grown),
        new("leak-tasks", Tuned, [Mode.Leak], 100, Grown),
        new("leak-delays", Untuned, [Mode.Leak], 100, Grown),
        new("leak-threads", Tuned, [Mode.Leak], 60, Grown),

        new("channel-dead-reader", Tuned, [Mode.Channel], 60, Piled),
        new("channel-wait-to-write", Untuned, [Mode.Channel], 60, Piled),
        new("channel-chained", Tuned, [Mode.Channel], 40, Piled),
        new("channel-one-of-many", Tuned, [Mode.Channel], 120, Some),
        new("channel-slow-reader", Untuned, [Mode.Channel], 50, Piled),

        new("timeout-http", Untuned, [Mode.Timeout], 40, Piled),
        new("timeout-http-body", Tuned, [Mode.Timeout], 40, Some),
        new("timeout-http-sync", Untuned, [Mode.Timeout], 40, Some),
        new("timeout-http-capped", Untuned, [Mode.Timeout], 40, Piled),
        new("timeout-socket", Tuned, [Mode.Timeout], 40, Piled),
        new("timeout-socket-sync", Untuned, [Mode.Timeout], 40, Some),
        new("timeout-postgres", Tuned, [Mode.Timeout], 20, Some),
        new("timeout-redis", Tuned, [Mode.Timeout], 40, Piled),

        new("blocking-result", Untuned, [Mode.Blocking], 80, Piled),
        new("blocking-wait", Tuned, [Mode.Blocking], 80, Piled),
        new("blocking-getresult", Untuned, [Mode.Blocking], 80, Piled),
        new("blocking-waitall", Tuned, [Mode.Blocking], 80, Piled),

        new("pair-lock-timeout", Untuned, [Mode.Lock, Mode.Timeout], 60, Piled),
        new("pair-leak-channel", Tuned, [Mode.Leak, Mode.Channel], 120, new(Waiting: 10, Answered: 200)),
        new("pair-hang-leak", Tuned, [Mode.Hang, Mode.Leak], 120, new(Waiting: 4, Answered: 100)),
        new("pair-channel-timeout", Untuned, [Mode.Channel, Mode.Timeout], 60, Piled),

        new("healthy-idle", Tuned, [], 2, new()),
        new("healthy-busy", Untuned, [], 80, Warm),
        new("healthy-slow-downstream", Untuned, [], 60, Warm),
        new("healthy-hot-lock", Tuned, [], 120, Warm),
        new("healthy-garbage", Untuned, [], 100, Warm),
        new("healthy-cache", Untuned, [], 150, Warm),
        new("healthy-readers", Tuned, [], 60, Warm),
        new("healthy-long-poll", Tuned, [], 60, Warm),
        new("healthy-watches", Tuned, [], 60, Warm),
        new("healthy-consumers", Tuned, [], 60, Warm),
        new("healthy-backpressure", Untuned, [], 60, Warm),
        new("starved-quota", Untuned, [], 60, Warm) { Need = Need.CpuQuota, Starved = true },
        new("starved-neighbour", Tuned, [], 40, Warm) { Need = Need.BusyNeighbours, Starved = null },
    ];
}
