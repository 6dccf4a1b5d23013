namespace ReefChaos.Scenarios;

/// <summary>What must hold while the faults act. At least one objective is given.</summary>
public sealed record Slo
{
    /// <summary>Share of requests that were answered in time with an expected status.</summary>
    public Bound<Ratio>? Availability { get; init; }

    /// <summary>By percentile, over all requests, from the intended start; a request that timed out counts with the time it waited.</summary>
    public IReadOnlyDictionary<Percentile, Bound<Duration>>? Latency { get; init; }

    /// <summary>Expected answers a second.</summary>
    public Bound<Frequency>? Throughput { get; init; }

    /// <summary>From the end of the last fault to the first second from which availability and latency hold again.</summary>
    public Bound<Duration>? Recovery { get; init; }

    /// <summary>Slope of the resident memory in the fault phase.</summary>
    public Bound<ByteRate>? MemoryGrowth { get; init; }

    /// <summary>Slope of the thread count in the fault phase.</summary>
    public Bound<Frequency>? ThreadGrowth { get; init; }

    /// <summary>All that is given, in the order of reports.</summary>
    public IReadOnlyList<Objective> Objectives() =>
    [
        .. Of("availability", ObjectiveKind.Availability, Availability, b => b.Value.Value),
        .. (Latency ?? new Dictionary<Percentile, Bound<Duration>>()).OrderBy(l => l.Key.Value).Select(l => new Objective(
            $"latency.{l.Key}", ObjectiveKind.Latency, l.Value.Comparison, l.Value.Value.Value.TotalSeconds, l.Value.ToString(), l.Key.Value)),
        .. Of("throughput", ObjectiveKind.Throughput, Throughput, b => b.Value.PerSecond),
        .. Of("recovery", ObjectiveKind.Recovery, Recovery, b => b.Value.Value.TotalSeconds),
        .. Of("memory-growth", ObjectiveKind.MemoryGrowth, MemoryGrowth, b => b.Value.BytesPerSecond),
        .. Of("thread-growth", ObjectiveKind.ThreadGrowth, ThreadGrowth, b => b.Value.PerSecond),
    ];

    private static IEnumerable<Objective> Of<T>(string name, ObjectiveKind kind, Bound<T>? bound, Func<Bound<T>, double> threshold)
        where T : struct, IScalar<T>
    {
        if (bound is { } given)
        {
            yield return new Objective(name, kind, given.Comparison, threshold(given), given.ToString());
        }
    }
}
