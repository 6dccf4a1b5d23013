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
/// <remarks>
/// Chance moves that second. The interval begins before the first one after which no second is worse than by chance, and ends where
/// seconds no longer get better: what offends in the second of settling may be the end of the trouble.
/// </remarks>
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
        return seconds.Count == 0
            ? Estimate.Unknown("the last fault ended after the recorded seconds")
            : Of(objective, Offences.Of(seconds, conditions), i => Math.Max(0, seconds[i].Second - faultsEnded), seconds.Count, seconds[^1].Second + 1 - faultsEnded);
    }

    /// <param name="at">When a second began.</param>
    /// <param name="watched">How long there were seconds.</param>
    private static Estimate Of(Objective objective, IReadOnlyList<Offences> offences, Func<int, double> at, int count, double watched)
    {
        var perhaps = First(count, i => offences.All(o => !o.Broken(i)), i => offences.All(o => !o.BrokenFrom(i)));
        var low = perhaps is { } early ? Math.Max(0, at(early) - Thresholds.Bucket) : watched;
        if (First(count, i => offences.All(o => o.Holds(i)), i => offences.All(o => !o.BrokenFrom(i))) is not { } settled)
        {
            return NotSettled(objective, low, watched, never: perhaps is null);
        }

        var clear = settled;
        while (clear < count - 1 && offences.Any(o => (clear == settled && o.Any(clear)) || o.Fades(clear)))
        {
            clear++;
        }

        return new Estimate(at(settled), Math.Min(low, at(settled)), at(clear));
    }

    /// <summary>Missed, if the target had as long as it is allowed, to the resolution; else it might yet have made it.</summary>
    private static Estimate NotSettled(Objective objective, double low, double watched, bool never)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"did not settle within {watched:0.0} s");
        var missed = never && !objective.Comparison.Holds(watched + Thresholds.Bucket, objective.Threshold);
        return new Estimate(null, low, null, note, missed ? ObjectiveState.Missed : ObjectiveState.Undecided);
    }

    /// <summary>The first second from which on all are good, and the rest together too; null where there is none.</summary>
    private static int? First(int count, Func<int, bool> good, Func<int, bool> restGood)
    {
        int? first = null;
        for (var i = count - 1; i >= 0 && good(i); i--)
        {
            first = restGood(i) ? i : first;
        }

        return first;
    }
}
