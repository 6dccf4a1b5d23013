using System.Diagnostics.CodeAnalysis;

namespace ReefChaos.Agent.Lease;

/// <summary>Shut while a fault is armed; opens once, and lets all go who wait at it.</summary>
/// <remarks>
/// Opening allocates nothing of ours; the thread pool's queue may grow by the asynchronous waiters, who go on there and
/// not on the opening thread. Blocking waiters need no pool to wake up.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Without its wait handle, which nobody asks for, the signal holds nothing to dispose of.")]
internal sealed class Gate(TimeProvider time)
{
    /// <summary>What counts as for ever: a wait that nobody ends, ends by itself.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim signal = new();

    public TimeProvider Time => time;

    public bool IsOpen => signal.IsSet;

    /// <summary>Never throws and never waits.</summary>
    public void Open()
    {
        try
        {
            signal.Set();
            opened.TrySetResult();
        }
        catch (OutOfMemoryException)
        {
            // Some asynchronous waiters go on only at their own limit; the faults that took the memory are let go next.
        }
    }

    /// <summary>Returns when the gate is open or the limit has passed.</summary>
    /// <exception cref="OperationCanceledException">The token fired first.</exception>
    public async ValueTask WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await opened.Task.WaitAsync(Bounded(limit), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsOpen)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>As <see cref="WaitAsync"/>, blocking the calling thread; true when the gate is open.</summary>
    public bool Wait(TimeSpan limit, CancellationToken cancellationToken = default) => signal.Wait(Bounded(limit), cancellationToken);

    private static TimeSpan Bounded(TimeSpan limit) => limit < TimeSpan.Zero ? TimeSpan.Zero : limit < Longest ? limit : Longest;
}
