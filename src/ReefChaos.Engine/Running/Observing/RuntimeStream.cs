using System.Diagnostics.Tracing;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;
using ReefChaos.Histories;
using ReefChaos.RuntimeEvents;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Listens to the events of the target's runtime from before the load to its end, also after the target was started again.</summary>
/// <remarks>It needs no agent, and nothing of it throws: a target that tells nothing leaves no entries.</remarks>
internal sealed class RuntimeStream : IAsyncDisposable
{
    /// <summary>In the target's memory, taken as it is needed. What does not fit, since nobody fetches it, is lost.</summary>
    private const int BufferMiB = 4;

    /// <summary>A runtime that is paused, or starved, does not answer for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly DiagnosticPort port;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource disposed = new();
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;
    private volatile RuntimeTally tally = new();

    public RuntimeStream(DiagnosticPort port, TimeProvider time)
    {
        (this.port, this.time) = (port, time);
        reading = Task.Run(ReadAsync);
    }

    /// <summary>What the runtime is asked to tell.</summary>
    public static IReadOnlyList<EventPipeProvider> Asked =>
    [
        // Not contention, of which a target that suffers from it has thousands a second, each with a stack: a meter counts it.
        new(RuntimeProviders.Runtime, EventLevel.Informational, RuntimeProviders.Collections),
        new(RuntimeProviders.Meters, EventLevel.Informational, RuntimeProviders.TimeSeries, RuntimeProviders.Asking(RuntimeTally.Meters)),
    ];

    /// <summary>Some of what is counted goes wrong where requests are under way already: so the load waits for it, but not for long.</summary>
    /// <returns>False where the runtime did not begin to tell within the time; it may still.</returns>
    public async Task<bool> BeginsAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            await listening.Task.WaitAsync(within, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Entry>>(tally.Since(at) is { } second ? [second] : []);

    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        disposed.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                await ReadOnceAsync().ConfigureAwait(false);
                await Task.Delay(Pause, time, disposed.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The arm is over.
        }
    }

    /// <summary>Until the target is down, if it tells anything at all.</summary>
    private async Task ReadOnceAsync()
    {
        try
        {
            if (await OpenAsync().ConfigureAwait(false) is { } session)
            {
                // To dispose the session itself would be to ask the target to end it, which may not answer any more. A runtime ends one that nobody fetches.
                await using var stream = session.EventStream;

                // What a runtime counted before begins anew with another one.
                tally = new RuntimeTally();
                listening.TrySetResult();
                await new EventStream(stream, tally.Take).ReadAsync(disposed.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (IsTheirs(e))
        {
            // The target is gone, or does not answer.
        }
    }

    private async Task<EventPipeSession?> OpenAsync()
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, disposed.Token);
        var client = await port.ClientAsync(Patience, either.Token).ConfigureAwait(false);
        return client is null ? null : await client.StartEventPipeSessionAsync(Asked, requestRundown: false, BufferMiB, either.Token).ConfigureAwait(false);
    }

    private bool IsTheirs(Exception e) =>
        e is DiagnosticsClientException or IOException or SocketException or InvalidDataException or ObjectDisposedException or TimeoutException
        || (e is OperationCanceledException && !disposed.IsCancellationRequested);
}
