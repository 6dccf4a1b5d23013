using System.Net.Sockets;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>The connection that the target's runtime holds open for the next command. It serves one, and the runtime then makes another.</summary>
/// <remarks>
/// Programs that the target starts inherit its variables, and call too. The first to call is the target; another one takes its
/// place only when the target hung up, which is how a restarted target is known.
/// </remarks>
internal sealed class RuntimeCalls(TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<Socket> others = [];
    private TaskCompletionSource arrived = New();
    private Guid target;
    private Socket? waiting;
    private bool disposed;

    /// <param name="runtime">Differs with each start of each process.</param>
    public void Add(Guid runtime, Socket call)
    {
        lock (gate)
        {
            if (disposed)
            {
                call.Dispose();
            }
            else if (runtime == target || waiting is null || HungUp(waiting))
            {
                waiting?.Dispose();
                (target, waiting) = (runtime, call);
                arrived.TrySetResult();
            }
            else
            {
                // Held open, as it would call again and again.
                others.Add(call);
            }
        }
    }

    /// <summary>Whether the target's runtime calls within the time, or has.</summary>
    public async Task<bool> AnyAsync(TimeSpan within, CancellationToken cancellationToken) =>
        await FirstAsync(take: false, within, cancellationToken).ConfigureAwait(false) is not null;

    /// <returns>The caller's to dispose; null where nobody calls within the time.</returns>
    public Task<Socket?> TakeAsync(TimeSpan within, CancellationToken cancellationToken) => FirstAsync(take: true, within, cancellationToken);

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            waiting?.Dispose();
            waiting = null;
            others.ForEach(o => o.Dispose());
        }
    }

    private async Task<Socket?> FirstAsync(bool take, TimeSpan within, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (true)
            {
                Task next;
                lock (gate)
                {
                    if (waiting is { } call && !HungUp(call))
                    {
                        waiting = take ? null : call;
                        return call;
                    }

                    waiting?.Dispose();
                    waiting = null;
                    arrived = arrived.Task.IsCompleted ? New() : arrived;
                    next = arrived.Task;
                }

                await next.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>A runtime says nothing until it is asked: what can be read then is the end.</summary>
    private static bool HungUp(Socket call) => call.Poll(0, SelectMode.SelectRead) && call.Available == 0;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
