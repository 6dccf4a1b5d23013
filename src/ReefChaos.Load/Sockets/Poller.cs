using System.Runtime.InteropServices;
using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>Waits for sockets and for an instant, at once: some tens of microseconds late. Linux only; one thread waits, any may wake it.</summary>
internal sealed unsafe class Poller : IDisposable
{
    private const int MaxEvents = 256;
    private const ulong WakeKey = ulong.MaxValue;
    private const ulong TimerKey = ulong.MaxValue - 1;

    /// <summary>The kernel packs its structure on x64 alone.</summary>
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly byte* events = (byte*)NativeMemory.Alloc((nuint)(MaxEvents * EventSize));
    private readonly int epoll;
    private readonly int wake;
    private readonly int timer;
    private long armed = long.MaxValue;

    public Poller()
    {
        epoll = Checked(epoll_create1(SOCK_CLOEXEC));
        wake = Checked(eventfd(0, SOCK_NONBLOCK | SOCK_CLOEXEC));
        timer = Checked(timerfd_create(CLOCK_MONOTONIC, SOCK_NONBLOCK | SOCK_CLOEXEC));
        Checked(TryAdd(wake, EPOLLIN, WakeKey) ? 0 : -1);

        // Edge-triggered: being set anew clears it, so it need not be read.
        Checked(TryAdd(timer, EPOLLIN | EPOLLET, TimerKey) ? 0 : -1);
    }

    public bool TryAdd(int file, uint interest, ulong key) => Control(EPOLL_CTL_ADD, file, interest, key) == 0;

    public void Change(int file, uint interest, ulong key) => Checked(Control(EPOLL_CTL_MOD, file, interest, key));

    /// <summary>Until something is ready, the instant comes, or someone wakes it.</summary>
    /// <param name="until">On the monotonic clock.</param>
    /// <param name="now">If the instant is past, what is ready already is all that is waited for.</param>
    /// <returns>How many <see cref="Event"/>s there are.</returns>
    public int Wait(long until, long now)
    {
        if (until > now && until != armed)
        {
            armed = until;
            var spec = stackalloc nint[4] { 0, 0, (nint)(until / 1_000_000_000), (nint)(until % 1_000_000_000) };
            Checked(timerfd_settime(timer, TFD_TIMER_ABSTIME, spec, null));
        }

        var count = epoll_wait(epoll, events, MaxEvents, until > now ? -1 : 0);
        return count >= 0 ? count : Marshal.GetLastSystemError() == EINTR ? 0 : throw new InvalidOperationException("epoll_wait failed.");
    }

    /// <summary>The key and state of a ready file; false for what the poller itself needs.</summary>
    public bool Event(int index, out ulong key, out uint state)
    {
        var at = events + (index * EventSize);
        state = *(uint*)at;
        key = *(ulong*)(at + EventSize - sizeof(ulong));
        if (key == WakeKey)
        {
            ulong count;
            _ = read(wake, &count, sizeof(ulong));
        }

        return key < TimerKey;
    }

    public void Wake()
    {
        var one = 1UL;
        _ = write(wake, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        _ = close(timer);
        _ = close(wake);
        _ = close(epoll);
        NativeMemory.Free(events);
    }

    private static int Checked(int result) =>
        result >= 0 ? result : throw new InvalidOperationException($"The system refused the load worker's socket loop: error {Marshal.GetLastSystemError()}.");

    private int Control(int operation, int file, uint interest, ulong key)
    {
        var what = stackalloc byte[16];
        *(uint*)what = interest;
        *(ulong*)(what + EventSize - sizeof(ulong)) = key;
        return epoll_ctl(epoll, operation, file, what);
    }
}
