using ReefChaos.Load.Sockets;

namespace ReefChaos.Load.Running;

/// <summary>Waits until an instant: some tens of microseconds late on Linux, up to 16 ms elsewhere. One thread waits, any may wake it.</summary>
internal sealed class Alarm : IDisposable
{
    private readonly Poller? poller = OperatingSystem.IsLinux() ? new Poller() : null;
    private readonly AutoResetEvent woken = new(false);

    /// <param name="until">On the monotonic clock: see <see cref="RunClock.Absolute"/>.</param>
    public void Wait(long until)
    {
        var now = RunClock.Absolute;
        if (poller is not null)
        {
            for (var count = poller.Wait(until, now); count > 0; count--)
            {
                poller.Event(count - 1, out _, out _);
            }
        }
        else if (until > now)
        {
            woken.WaitOne(TimeSpan.FromMicroseconds((until - now) / 1000));
        }
    }

    public void Wake()
    {
        poller?.Wake();
        woken.Set();
    }

    public void Dispose()
    {
        poller?.Dispose();
        woken.Dispose();
    }
}
