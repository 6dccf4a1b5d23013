using ReefChaos.Engine.Running.Observing;

namespace ReefChaos.Benchmarks.Observing;

/// <summary>Looks at a target each second, as the observer of a run does, until it is disposed.</summary>
internal sealed class ObserverOfARun : IAsyncDisposable
{
    private readonly RuntimeStream stream;
    private readonly CancellationTokenSource stop = new();
    private readonly Action told;
    private readonly Task looking;

    private ObserverOfARun(RuntimeStream stream, Action told)
    {
        (this.stream, this.told) = (stream, told);
        looking = LookAsync();
    }

    /// <param name="told">Called for each second that the runtime tells of.</param>
    public static async Task<IAsyncDisposable> BeginAsync(DiagnosticPort port, Action told)
    {
        var stream = new RuntimeStream(port, TimeProvider.System);
        return await stream.BeginsAsync(TimeSpan.FromSeconds(5), CancellationToken.None)
            ? new ObserverOfARun(stream, told)
            : throw new InvalidOperationException("The target's runtime sends no events.");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await looking;
        await stream.DisposeAsync();
        stop.Dispose();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                foreach (var _ in await stream.LookAsync(0, stop.Token))
                {
                    told();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }
}
