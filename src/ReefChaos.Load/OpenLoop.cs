using ReefChaos.Plans;

namespace ReefChaos.Load;

/// <summary>Sends what the pacer hands out; no request waits for another.</summary>
/// <remarks>It is sent from the thread pool: a slow send must not delay the next start.</remarks>
internal sealed class OpenLoop(RunClock clock, Recorder recorder, Sender sender)
{
    /// <summary>More under way than this would measure the load worker itself, and exhaust its sockets.</summary>
    public const int MaxInFlight = 10_000;

    private int inFlight;

    public int InFlight => Volatile.Read(ref inFlight);

    public void Issue(Arrival arrival)
    {
        var second = recorder.Due(arrival.AtSeconds);
        if (Interlocked.Increment(ref inFlight) > MaxInFlight)
        {
            Interlocked.Decrement(ref inFlight);
            recorder.Unsent(second);
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static s => _ = s.Loop.SendAsync(s.Arrival, s.Second), (Loop: this, Arrival: arrival, Second: second), preferLocal: false);
    }

    private async Task SendAsync(Arrival arrival, int second)
    {
        recorder.Sent(clock.Now - arrival.AtSeconds);
        var failure = await sender.SendAsync(arrival.Journey).ConfigureAwait(false);
        recorder.Ended(second, failure, clock.Now - arrival.AtSeconds);
        Interlocked.Decrement(ref inFlight);
    }
}
