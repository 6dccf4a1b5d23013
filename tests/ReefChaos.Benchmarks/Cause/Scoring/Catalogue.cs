using static ReefChaos.Benchmarks.Cause.Scoring.SplitHalf;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>
/// All patients, what they have, and the load under which they have it. Where they have it is marked in their sources. A patient of this name
/// stands in <c>Ward.cs</c> of ReefChaos.Patients.
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
        new("lock-job", Tuned, [Mode.Lock], 40, Piled),
        new("lock-lazy", Tuned, [Mode.Lock], 30, Piled),
        new("lock-semaphore", Tuned, [Mode.Lock], 60, Piled),
        new("lock-semaphore-async", Tuned, [Mode.Lock], 60, Piled),
        new("lock-semaphore-lost", Tuned, [Mode.Lock], 40, Piled),
        new("lock-readers", Tuned, [Mode.Lock], 40, Piled),
        new("lock-convoy", Tuned, [Mode.Lock], 60, Piled),
        new("lock-timed", Untuned, [Mode.Lock], 50, Piled),
        new("lock-semaphore-limit", Untuned, [Mode.Lock], 50, Piled),
        new("lock-upgradeable", Untuned, [Mode.Lock], 50, Piled),

        new("hang-poll", Tuned, [Mode.Hang], 40, Some),
        new("hang-read", Tuned, [Mode.Hang], 60, Some),
        new("hang-recv", Tuned, [Mode.Hang], 30, Some),
        new("hang-flock", Tuned, [Mode.Hang], 40, Some),
        new("hang-fcntl", Tuned, [Mode.Hang], 40, Some),
        new("hang-sleep", Tuned, [Mode.Hang], 20, Some),
        new("hang-waitpid", Tuned, [Mode.Hang], 30, Some),
        new("hang-semaphore", Tuned, [Mode.Hang], 40, Some),
        new("hang-getaddrinfo", Tuned, [Mode.Hang], 40, Some) { Need = Need.SilentResolver },
        new("hang-dns", Tuned, [Mode.Hang], 40, Some) { Need = Need.SilentResolver },
        new("hang-open", Untuned, [Mode.Hang], 40, Some),
        new("hang-write", Untuned, [Mode.Hang], 40, Some),
        new("hang-mutex", Untuned, [Mode.Hang], 30, Some),

        new("leak-list", Tuned, [Mode.Leak], 150, Grown),
        new("leak-large", Tuned, [Mode.Leak], 60, Grown),
        new("leak-cache", Tuned, [Mode.Leak], 150, Grown),
        new("leak-scope", Tuned, [Mode.Leak], 120, Grown),
        new("leak-events", Tuned, [Mode.Leak], 100, Grown),
        new("leak-registrations", Tuned, [Mode.Leak], 120, Grown),
        new("leak-timers", Tuned, [Mode.Leak], 100, Grown),
        new("leak-tasks", Tuned, [Mode.Leak], 100, Grown),
        new("leak-delays", Tuned, [Mode.Leak], 100, Grown),
        new("leak-threads", Tuned, [Mode.Leak], 60, Grown),
        new("leak-backlog", Untuned, [Mode.Leak], 100, Grown),
        new("leak-keys", Untuned, [Mode.Leak], 100, Grown),
        new("leak-continuations", Untuned, [Mode.Leak], 100, Grown),
        new("leak-native", Untuned, [Mode.Leak], 60, Grown),

        new("channel-dead-reader", Tuned, [Mode.Channel], 60, Piled),
        new("channel-wait-to-write", Tuned, [Mode.Channel], 60, Piled),
        new("channel-chained", Tuned, [Mode.Channel], 40, Piled),
        new("channel-one-of-many", Tuned, [Mode.Channel], 120, Some),
        new("channel-slow-reader", Tuned, [Mode.Channel], 50, Piled),
        new("channel-reply", Untuned, [Mode.Channel], 50, Piled),
        new("channel-fanout", Untuned, [Mode.Channel], 50, Piled),

        new("timeout-http", Tuned, [Mode.Timeout], 40, Piled),
        new("timeout-http-body", Tuned, [Mode.Timeout], 40, Some),
        new("timeout-http-sync", Tuned, [Mode.Timeout], 40, Some),
        new("timeout-http-capped", Tuned, [Mode.Timeout], 40, Piled),
        new("timeout-socket", Tuned, [Mode.Timeout], 40, Piled),
        new("timeout-socket-sync", Tuned, [Mode.Timeout], 40, Some),
        new("timeout-postgres", Tuned, [Mode.Timeout], 20, Some),
        new("timeout-redis", Tuned, [Mode.Timeout], 40, Piled),
        new("timeout-handler", Untuned, [Mode.Timeout], 40, Some),
        new("timeout-connect", Untuned, [Mode.Timeout], 30, Piled),
        new("timeout-tls", Untuned, [Mode.Timeout], 30, Piled),

        new("blocking-result", Tuned, [Mode.Blocking], 80, Piled),
        new("blocking-wait", Tuned, [Mode.Blocking], 80, Piled),
        new("blocking-getresult", Tuned, [Mode.Blocking], 80, Piled),
        new("blocking-waitall", Tuned, [Mode.Blocking], 80, Piled),
        new("blocking-run", Untuned, [Mode.Blocking], 80, Piled),
        new("blocking-enumerable", Untuned, [Mode.Blocking], 80, Piled),
        new("blocking-dispose", Untuned, [Mode.Blocking], 80, Piled),

        new("pair-lock-timeout", Tuned, [Mode.Lock, Mode.Timeout], 60, Piled),
        new("pair-leak-channel", Tuned, [Mode.Leak, Mode.Channel], 120, new(Waiting: 10, Answered: 200)),
        new("pair-hang-leak", Tuned, [Mode.Hang, Mode.Leak], 120, new(Waiting: 4, Answered: 100)),
        new("pair-channel-timeout", Tuned, [Mode.Channel, Mode.Timeout], 60, Piled),
        new("pair-lock-leak", Untuned, [Mode.Lock, Mode.Leak], 80, new(Waiting: 20, Answered: 100)),

        new("healthy-idle", Tuned, [], 2, new()),
        new("healthy-busy", Tuned, [], 80, Warm),
        new("healthy-slow-downstream", Tuned, [], 60, Warm),
        new("healthy-hot-lock", Tuned, [], 120, Warm),
        new("healthy-garbage", Tuned, [], 100, Warm),
        new("healthy-cache", Tuned, [], 150, Warm),
        new("healthy-readers", Tuned, [], 60, Warm),
        new("healthy-long-poll", Tuned, [], 60, Warm),
        new("healthy-watches", Tuned, [], 60, Warm),
        new("healthy-consumers", Tuned, [], 60, Warm),
        new("healthy-backpressure", Tuned, [], 60, Warm),
        new("healthy-timeouts", Untuned, [], 40, Warm),
        new("healthy-bulkhead", Untuned, [], 60, Warm),
        new("healthy-bounded", Untuned, [], 120, Grown),
        new("healthy-streams", Untuned, [], 60, Warm),
        new("starved-quota", Tuned, [], 60, Warm) { Need = Need.CpuQuota, Starved = true },
        new("starved-neighbour", Tuned, [], 40, Warm) { Need = Need.BusyNeighbours, Starved = null },
        new("starved-lock", Untuned, [], 120, Warm) { Need = Need.CpuQuota, Starved = true },
        new("starved-garbage", Untuned, [], 100, Warm) { Need = Need.CpuQuota, Starved = true },
    ];
}
