using ReefChaos.Engine.Diagnosing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Verdicts;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Looks once into a target that breaks, and records in which failure mode it was, and where.</summary>
/// <param name="socket">Where the target's runtime is asked; null where it has not called.</param>
internal sealed class CauseWatch(Scenario scenario, Plan plan, ITarget target, string? socket, Recorder recorder, ArmClock clock, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <summary>A target that ends while it is looked into ends the arm, but the look notices, and tells what it had seen.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    /// <summary>The user wants all to end at once.</summary>
    public CancellationToken Cancelled { get; init; }

    /// <param name="cancellationToken">The arm is over.</param>
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

    private static (long? Before, long? Limit) Heap(History history) =>
        (HeapBefore.Of(history), history.Of<RuntimeSample>().LastOrDefault() is { HeapLimitBytes: > 0 and var limit } ? limit : null);

    private async Task<Cause> LookAsync(CancellationToken over)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await using var ending = over.Register(() => late.CancelAfter(Grace));
        try
        {
            return await Diagnosis.RunAsync(target.ProcessId, socket, Heap(recorder.Snapshot()), time, late.Token);
        }
        catch (Exception e) when (e is InvalidInputException or EnvironmentLacksException)
        {
            return new Cause(Starved: false, [], PauseMs: 0) { Notes = [e.Message] };
        }
    }
}
