using ReefChaos.Histories;

namespace ReefChaos.Torture.Coverage;

/// <summary>What one second of load looked like: each request's latency in milliseconds, and how many of them failed.</summary>
internal sealed record PlantedSecond(IReadOnlyList<double> LatenciesMs, int Failures = 0)
{
    public static PlantedSecond Of(int requests, double ms, int failures = 0) => new([.. Enumerable.Repeat(ms, requests)], failures);

    public LoadSecond At(int second) => new(
        second, LatenciesMs.Count, LatenciesMs.Count - Failures,
        Failures == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { ["timeout"] = Failures },
        EncodedHistogram.Encode(LatenciesMs.Select(l => (long)(l * 1000)).GroupBy(l => l).OrderBy(g => g.Key).Select(g => (g.Key, (long)g.Count()))))
    {
        At = second + 1.5,
    };
}
