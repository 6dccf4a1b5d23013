using System.Globalization;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging.Estimates;

/// <summary>
/// From the end of the last fault to the start of the first second from which on availability and latency hold, in each
/// second and in all that are left together. A second is the resolution: the service settled within the second before.
/// </summary>
internal static class RecoveryEstimator
{
    public static Estimate Of(Objective objective, IReadOnlyList<Objective> objectives, History history)
    {
        var conditions = objectives.Where(o => o.Kind is ObjectiveKind.Availability or ObjectiveKind.Latency).ToList();
        if (conditions.Count == 0)
        {
            return Estimate.Unknown("recovery needs an availability or a latency objective");
        }

        if (history.SpanOf(Phase.Recovery) is not { } recovery || history.SecondsOf(Phase.Recovery).Count == 0)
        {
            return Estimate.Unknown("no second of recovery was recorded");
        }

        var faultsEnded = history.Of<FaultDisarmed>().Select(d => (double?)d.At).Max() ?? recovery.Start;
        var seconds = history.Of<LoadSecond>()
            .Where(s => s.Second >= Math.Floor(faultsEnded) && s.Second + 1 <= Math.Round(recovery.End))
            .OrderBy(s => s.Second).ToList();
        if (seconds.Count == 0)
        {
            return Estimate.Unknown("the last fault ended after the recorded seconds");
        }

        return Settled(seconds, conditions) is { } settled
            ? After(Math.Max(0, settled - faultsEnded))
            : NotSettled(objective, seconds[^1].Second + 1 - faultsEnded);
    }

    private static Estimate After(double seconds) => new(seconds, Math.Max(0, seconds - Thresholds.Bucket), seconds);

    /// <summary>Missed, if the target had as long as it is allowed, to the resolution; else it might yet have made it.</summary>
    private static Estimate NotSettled(Objective objective, double watched)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"did not settle within {watched:0.0} s");
        var missed = !objective.Comparison.Holds(watched + Thresholds.Bucket, objective.Threshold);
        return new Estimate(null, watched, null, note, missed ? ObjectiveState.Missed : ObjectiveState.Undecided);
    }

    private static int? Settled(List<LoadSecond> seconds, List<Objective> conditions)
    {
        int? settled = null;
        var offences = conditions.Select(c => seconds.Select(s => Offending(c, s)).ToList()).ToList();
        for (var i = seconds.Count - 1; i >= 0; i--)
        {
            if (!conditions.Select((c, k) => Holds(c, offences[k][i], seconds[i].Requests)).All(h => h))
            {
                return settled;
            }

            var rest = seconds.Skip(i).Sum(s => s.Requests);
            if (conditions.Select((c, k) => Holds(c, offences[k].Skip(i).Sum(), rest)).All(h => h))
            {
                settled = seconds[i].Second;
            }
        }

        return settled;
    }

    private static long Offending(Objective condition, LoadSecond second) => condition.Kind == ObjectiveKind.Availability
        ? second.Requests - second.Ok
        : EncodedHistogram.Decode(second.Latencies).Where(p => !condition.Comparison.Holds(p.Value / 1e6, condition.Threshold)).Sum(p => p.Count);

    private static bool Holds(Objective condition, long offending, long requests)
    {
        var strays = requests >= Thresholds.StrayAllowedFrom ? 1 : 0;
        var allowed = condition.Kind == ObjectiveKind.Availability ? 1 - condition.Threshold : 1 - condition.Percentile!.Value / 100;
        return Math.Max(0, offending - strays) <= allowed * requests + 1e-9;
    }
}
