using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Looks once a second, and records what it sees. A look that takes longer costs only those that it overlaps.</summary>
internal sealed class Observer(Recorder recorder, ArmClock clock, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Func<double, CancellationToken, Task<IReadOnlyList<Entry>>> look, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                foreach (var entry in await look(clock.Now, cancellationToken))
                {
                    recorder.Send(entry);
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
