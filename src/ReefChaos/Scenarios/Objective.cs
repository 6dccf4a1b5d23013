namespace ReefChaos.Scenarios;

/// <summary>One SLO that must hold.</summary>
/// <param name="Name">As in reports: <c>availability</c>, <c>latency.p99</c>, <c>recovery</c>.</param>
/// <param name="Threshold">In the kind's base unit: a ratio, seconds, requests a second, bytes a second, or threads a second.</param>
/// <param name="Target">The bound as the scenario file wrote it.</param>
/// <param name="Percentile">From 0 to 100; of latency only.</param>
public sealed record Objective(
    string Name, ObjectiveKind Kind, Comparison Comparison, double Threshold, string Target, double? Percentile = null);

public enum ObjectiveKind
{
    Availability,
    Latency,
    Throughput,
    Recovery,
    MemoryGrowth,
    ThreadGrowth,
}
