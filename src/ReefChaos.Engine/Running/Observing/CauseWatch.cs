using ReefChaos.Engine.Diagnosing;
using ReefChaos.Engine.Diagnosing.Capturing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Looks once into a target that breaks, and records in which failure mode it was, and where.</summary>
/// <param name="socket">Where the target's runtime is asked.</param>
internal sealed class CauseWatch(Scenario scenario, Plan plan, ITarget target, string socket, Recorder recorder, ArmClock clock, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (Suspicion.IsDue(scenario, plan, recorder.Snapshot(), clock.Now))
                {
                    recorder.Send(new CauseSought { At = clock.Now });
                    recorder.Send(new CauseFound(await LookAsync(cancellationToken)) { At = clock.Now });
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The arm is over.
        }
    }

    /// <summary>On a thread of its own: heaps are read without a pause to await.</summary>
    private async Task<Cause> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var found = new TargetSearch(new Procfs(), EngineSearch.OfThisMachine(time)).Look(target.ProcessId, target.Kind) with { Socket = socket };
            var looking = Task.Factory.StartNew(
                () => Diagnosis.CaptureAsync(found, new DiagnosisOptions(), time, cancellationToken),
                cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
            return Classifier.Decide(await looking.WaitAsync(CauseLook.Longest, time, cancellationToken));
        }
        catch (Exception e) when (e is InvalidInputException or EnvironmentLacksException or TimeoutException)
        {
            return new Cause(Starved: false, [], PauseMs: 0) { Notes = [e is TimeoutException ? "looking took too long" : e.Message] };
        }
    }
}
