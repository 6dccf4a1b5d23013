using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>When an arm is to be looked into for the cause of its failing.</summary>
internal static class Suspicion
{
    /// <summary>A look takes about so many seconds, and is to end with the faults.</summary>
    public const double LookSeconds = 7;

    /// <summary>A fault that was armed only now has not done its work yet.</summary>
    private const double Settling = 1;

    /// <remarks>
    /// The control arm is expected to break, so it is looked into as late in its faults as the look allows: a cause shows the better,
    /// the longer it lasts. A defended arm is looked into once it has missed an objective, since looking costs the target some milliseconds.
    /// </remarks>
    public static bool IsDue(Scenario scenario, Plan plan, History history, double now)
    {
        if (history.Of<PhaseStarted>().LastOrDefault() is not { Phase: Phase.Fault } started
            || history.Of<FaultArmed>().FirstOrDefault() is not { } armed
            || now < armed.At + Settling)
        {
            return false;
        }

        return history.Arm == Arm.Control
            ? now >= EndOf(plan, history, started) - LookSeconds
            : Decision.Missed(scenario, plan, history, Phase.Fault);
    }

    private static double EndOf(Plan plan, History history, PhaseStarted started) =>
        started.At
        + plan.Phases.First(p => p.Phase == started.Phase).Length.Value.TotalSeconds
        + history.Of<PhaseExtended>().Where(e => e.Phase == started.Phase).Sum(e => e.BySeconds);
}
