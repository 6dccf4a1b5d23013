using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Judging;

/// <param name="Crashed">The check failed by itself; its result is undecided and says why.</param>
internal sealed record Check(ObjectiveResult Result, bool Crashed);

/// <summary>Holds the seconds of one phase of one arm against objectives. A check that throws is undecided, never met.</summary>
internal sealed class Examination
{
    private readonly Plan plan;
    private readonly History history;
    private readonly Phase phase;
    private readonly IReadOnlyList<Objective> objectives;
    private readonly Lazy<LoadSeries> series;

    public Examination(Scenario scenario, Plan plan, History history, Phase phase, IReadOnlyList<LoadSecond> seconds)
    {
        (this.plan, this.history, this.phase) = (plan, history, phase);
        objectives = scenario.Slo.Objectives();
        series = new(() => new LoadSeries(seconds));
    }

    /// <summary>Before the faults only what a single phase of load shows is judged.</summary>
    public static bool AppliesToBaseline(Objective objective) =>
        objective.Kind is ObjectiveKind.Availability or ObjectiveKind.Latency or ObjectiveKind.Throughput;

    public IReadOnlyList<Check> Of(Func<Objective, bool> which) => [.. objectives.Where(which).Select(Check)];

    private Check Check(Objective objective)
    {
        try
        {
            var estimate = Estimate(objective);
            return new Check(
                new ObjectiveResult(
                    objective.Name, objective.Target, estimate.Value, estimate.Low, estimate.High, estimate.Against(objective), estimate.Note),
                Crashed: false);
        }
        catch (Exception failure)
        {
            var note = $"the check failed: {failure.Message}";
            return new Check(
                new ObjectiveResult(objective.Name, objective.Target, null, null, null, ObjectiveState.Undecided, note), Crashed: true);
        }
    }

    private Estimate Estimate(Objective objective) => objective.Kind switch
    {
        ObjectiveKind.Availability => AvailabilityEstimator.Of(objective, series.Value),
        ObjectiveKind.Latency => LatencyEstimator.Of(objective, series.Value),
        ObjectiveKind.Throughput => ThroughputEstimator.Of(series.Value, plan.Load),
        ObjectiveKind.Recovery => RecoveryEstimator.Of(objective, objectives, history),
        ObjectiveKind.MemoryGrowth => GrowthEstimator.Of(Samples(s => s.ResidentBytes)),
        ObjectiveKind.ThreadGrowth => GrowthEstimator.Of(Samples(s => s.Threads)),
        _ => throw new NotSupportedException($"no estimator for {objective.Kind}"),
    };

    private List<(double At, double Value)> Samples(Func<TargetSample, double> value) => history.SpanOf(phase) is not { } span
        ? []
        : [.. history.Of<TargetSample>().Where(s => s.At >= span.Start && s.At <= span.End).Select(s => (s.At, value(s)))];
}
