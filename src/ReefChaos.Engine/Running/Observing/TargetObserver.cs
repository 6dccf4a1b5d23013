using ReefChaos.Engine.Running.Targets;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Looks at the target from outside once a second, for as long as it lives.</summary>
internal static class TargetObserver
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public static async Task WatchAsync(ITarget target, Recorder recorder, ArmClock clock, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                if (target.Sample(clock.Now) is { } sample)
                {
                    recorder.Send(sample);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The arm is over.
        }
    }
}
