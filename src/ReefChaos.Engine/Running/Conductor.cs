using ReefChaos.Engine.Judging;
using ReefChaos.Engine.Running.Guards;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running;

/// <summary>Walks an arm through its phases: arms and disarms the faults on time, renews their leases, and extends what is undecided.</summary>
internal sealed class Conductor(Scenario scenario, Plan plan, FaultControl faults, Recorder recorder, ArmClock clock)
{
    /// <summary>An undecided phase grows by so much at a time.</summary>
    private const double ExtensionStep = 2;

    /// <summary>A look that is under way is waited for so long at a time.</summary>
    private const double LookStep = 1;

    /// <summary>Faults are disarmed within this time also when the arm was cancelled.</summary>
    private static readonly TimeSpan DisarmTime = TimeSpan.FromSeconds(5);

    private readonly double beat = Math.Min(1, plan.Lease.Value.TotalSeconds / 3);
    private double extensionLeft = plan.Extension.Value.TotalSeconds;

    public async Task<ArmEnd> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var start = 0.0;
            foreach (var phase in plan.Phases.Where(p => p.Length.Value > TimeSpan.Zero))
            {
                await clock.UntilAsync(start, cancellationToken);
                recorder.Send(new PhaseStarted(phase.Phase) { At = clock.Now });
                start = await RunPhaseAsync(phase, start, cancellationToken);
                if (Guard.Tripped(scenario, plan.Load, recorder.Snapshot()) is { } tripped)
                {
                    recorder.Send(new GuardTripped(tripped) { At = clock.Now });
                    return ArmEnd.Aborted;
                }
            }

            return ArmEnd.Completed;
        }
        finally
        {
            using var patience = new CancellationTokenSource(DisarmTime);
            await faults.DisarmAllAsync(patience.Token);
        }
    }

    /// <summary>Gives the time at which the phase ended by plan, extensions included.</summary>
    private async Task<double> RunPhaseAsync(PlannedPhase phase, double start, CancellationToken cancellationToken)
    {
        var end = start + phase.Length.Value.TotalSeconds;
        var steps = new Queue<Step>(phase.Phase == Phase.Fault ? StepsFrom(start) : []);
        var nextBeat = start + beat;
        while (true)
        {
            while (steps.TryPeek(out var step) && step.At <= clock.Now)
            {
                await steps.Dequeue().DoAsync(cancellationToken);
            }

            if (clock.Now >= nextBeat)
            {
                nextBeat = Math.Max(nextBeat + beat, clock.Now);
                await faults.RenewAsync(cancellationToken);
                if (Guard.Tripped(scenario, plan.Load, recorder.Snapshot()) is not null)
                {
                    return clock.Now;
                }
            }

            if (clock.Now >= end)
            {
                var longer = Looking(phase.Phase) ?? Extension(phase.Phase);
                if (longer == 0)
                {
                    break;
                }

                end += longer;
            }

            var next = Math.Min(nextBeat, end);
            await clock.UntilAsync(steps.TryPeek(out var coming) ? Math.Min(next, coming.At) : next, cancellationToken);
        }

        if (phase.Phase == Phase.Fault)
        {
            await faults.DisarmAllAsync(cancellationToken);
        }

        return end;
    }

    private sealed record Step(double At, Func<CancellationToken, Task> DoAsync);

    private IEnumerable<Step> StepsFrom(double start) => plan.Faults
        .Select(f => new Step(start + f.ArmAfter.Value.TotalSeconds, c => faults.ArmAsync(f, c)))
        .Concat(plan.Faults.Where(f => f.DisarmAfter is not null)
            .Select(f => new Step(start + f.DisarmAfter!.Value.Value.TotalSeconds, c => faults.DisarmAsync(f, c))))
        .OrderBy(s => s.At);

    /// <summary>The faults stay armed while the target is looked into for what they did. Null where it is not.</summary>
    private double? Looking(Phase phase)
    {
        if (phase != Phase.Fault || !CauseLook.IsUnderWay(recorder.Snapshot(), clock.Now))
        {
            return null;
        }

        recorder.Send(new PhaseExtended(phase, LookStep, "until the look for the cause is over") { At = clock.Now });
        return LookStep;
    }

    /// <summary>By how much the phase grows now; 0 when all is decided or the budget is spent.</summary>
    private double Extension(Phase phase)
    {
        if (phase is not (Phase.Baseline or Phase.Fault) || extensionLeft < ExtensionStep)
        {
            return 0;
        }

        var undecided = Decision.Undecided(scenario, plan, recorder.Snapshot(), phase);
        if (undecided.Count == 0)
        {
            return 0;
        }

        extensionLeft -= ExtensionStep;
        recorder.Send(new PhaseExtended(phase, ExtensionStep, $"undecided: {string.Join(", ", undecided)}") { At = clock.Now });
        return ExtensionStep;
    }
}
