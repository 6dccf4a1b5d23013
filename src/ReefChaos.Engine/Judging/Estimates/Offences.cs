using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>The requests that offend one objective, second by second.</summary>
/// <param name="allowed">The share of requests that may.</param>
internal sealed class Offences(double allowed, IReadOnlyList<(long Offending, long Requests)> seconds)
{
    public static IReadOnlyList<Offences> Of(IReadOnlyList<LoadSecond> seconds, IReadOnlyList<Objective> conditions) =>
    [
        .. conditions.Select(c => new Offences(
            c.Kind == ObjectiveKind.Availability ? 1 - c.Threshold : 1 - c.Percentile!.Value / 100,
            [.. seconds.Select(s => (Offending(c, s), s.Requests))])),
    ];

    public bool Any(int second) => seconds[second].Offending > 0;

    /// <summary>The objective holds in this second, but for a stray request.</summary>
    public bool Holds(int second) => Holds(seconds[second]);

    /// <summary>So many offend in this second that it is no chance of a service that just holds the objective.</summary>
    public bool Broken(int second) => Broken(seconds[second]);

    /// <summary>The same for this second and all after it together.</summary>
    public bool BrokenFrom(int second) => Broken(After(second - 1));

    /// <summary>More offend in this second than in those after it: the service is still settling.</summary>
    public bool Fades(int second)
    {
        var (offending, requests) = After(second);
        return Chance(seconds[second], (offending + 0.5) / (requests + 1)) < 1 - Thresholds.Confidence;
    }

    private bool Broken((long Offending, long Requests) of) => !Holds(of) && Chance(of, allowed) < Thresholds.RelapseChance;

    private bool Holds((long Offending, long Requests) of)
    {
        var strays = of.Requests >= Thresholds.StrayAllowedFrom ? 1 : 0;
        return Math.Max(0, of.Offending - strays) <= allowed * of.Requests + 1e-9;
    }

    private (long Offending, long Requests) After(int second) =>
        (seconds.Skip(second + 1).Sum(s => s.Offending), seconds.Skip(second + 1).Sum(s => s.Requests));

    private static double Chance((long Offending, long Requests) of, double share) => Binomial.AtLeast(of.Offending, of.Requests, share);

    private static long Offending(Objective condition, LoadSecond second) => condition.Kind == ObjectiveKind.Availability
        ? second.Requests - second.Ok
        : EncodedHistogram.Decode(second.Latencies).Where(p => !condition.Comparison.Holds(p.Value / 1e6, condition.Threshold)).Sum(p => p.Count);
}
