using ReefChaos.Engine.Judging.Precursors;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <summary>What one arm's history says, before it is weighed.</summary>
internal sealed record ArmEvidence
{
    public required Arm Arm { get; init; }

    /// <summary>As in sentences.</summary>
    public string Name => $"{Kebab.Of(Arm)} arm";

    public required History History { get; init; }

    /// <summary>Over the fault phase.</summary>
    public required IReadOnlyList<Check> Objectives { get; init; }

    public required IReadOnlyList<Check> Baseline { get; init; }

    public required GeneratorFindings? Generator { get; init; }

    /// <summary>Null where nobody looked.</summary>
    public Cause? Cause => History.Of<CauseFound>().LastOrDefault()?.Cause;

    public bool Started => History.Of<TargetStarted>().Any();

    public ArmEnd? End => History.Of<ArmEnded>().FirstOrDefault()?.How;

    public bool ReachedFaults => History.SpanOf(Phase.Fault) is not null;

    /// <summary>The target's own end: crashed, or killed by a limit. Null where it lived as long as it was wanted, or nobody can tell.</summary>
    public TargetExited? Death => History.Of<TargetExited>().FirstOrDefault(e => e is { Expected: false, Cause: not ExitCause.Lost });

    /// <summary>The end from which it did not come back, whoever caused it.</summary>
    public TargetExited? LastEnd => History.Of<TargetExited>().LastOrDefault(e => !History.Of<TargetRestarted>().Any(r => r.At >= e.At));

    /// <summary>The target died while or after the faults acted.</summary>
    public bool DiedOfFaults => Death is { } death && History.SpanOf(Phase.Fault) is { } faults && death.At >= faults.Start;

    /// <summary>The guard ended the arm while or after the faults acted.</summary>
    public bool AbortedInFaults => End == ArmEnd.Aborted && ReachedFaults;

    public IEnumerable<ObjectiveResult> Missed => Objectives.Select(c => c.Result).Where(r => r.Result == ObjectiveState.Missed);

    public bool Broke => Missed.Any() || DiedOfFaults || AbortedInFaults;

    public bool Refused(string fault) => History.Of<FaultRefused>().Any(r => r.Fault == fault);

    public bool Armed(string fault) => History.Of<FaultArmed>().Any(r => r.Fault == fault);

    public long Injections(string fault) => Math.Max(
        History.Of<FaultSample>().Where(s => s.Fault == fault).Select(s => s.Injections).DefaultIfEmpty().Max(),
        History.Of<FaultDisarmed>().Where(s => s.Fault == fault).Select(s => s.Injections).DefaultIfEmpty().Max());

    public static ArmEvidence Of(Scenario scenario, Plan plan, History history) => new()
    {
        Arm = history.Arm,
        History = history,
        Objectives = Examine(scenario, plan, history, Phase.Fault).Of(_ => true),
        Baseline = Examine(scenario, plan, history, Phase.Baseline).Of(Examination.AppliesToBaseline),
        Generator = GeneratorHealth.Of(history.Of<GeneratorReport>().LastOrDefault(), scenario.Slo),
    };

    public ArmFindings Findings(Scenario scenario, Plan plan)
    {
        var seconds = History.SecondsOf(Phase.Fault);
        return new ArmFindings(
            [.. Objectives.Select(c => c.Result)],
            [.. Baseline.Select(c => c.Result)],
            plan.Faults.ToDictionary(f => f.Id, f => Injections(f.Id)),
            seconds.Sum(s => s.Requests),
            Generator,
            TargetEvidence.Of(scenario.Target.Limits, History),
            seconds.SelectMany(s => s.Failures).GroupBy(f => f.Key).OrderBy(f => f.Key, StringComparer.Ordinal)
                .ToDictionary(f => f.Key, f => f.Sum(k => k.Value)),
            [.. History.Of<Trouble>().Select(t => $"{t.Source}: {t.Message}"), .. BlindGuards.Of(scenario.Abort, History)])
        {
            Precursors = PrecursorMonitor.Of(History),
            Cause = Cause,
            FromSend = FromSend(seconds),
        };
    }

    /// <summary>Beside the verdict, so a text that cannot be read is left out: the checks complain of it.</summary>
    private static SendLatency? FromSend(IReadOnlyList<LoadSecond> seconds)
    {
        try
        {
            var pairs = EncodedHistogram.Decode(EncodedHistogram.Merge(seconds.Select(s => s.FromSend)));
            return pairs.Count == 0 ? null : new SendLatency(Ms(0.5), Ms(0.99));

            double Ms(double share) => EncodedHistogram.ValueAt(pairs, share)!.Value / 1e3;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Examination Examine(Scenario scenario, Plan plan, History history, Phase phase) =>
        new(scenario, plan, history, phase, history.Entries.Count == 0 ? [] : history.SecondsOf(phase));
}
