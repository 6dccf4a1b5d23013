using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Sites;

/// <summary>Takes and leaves one lock, both on the same thread.</summary>
internal interface ILockHold
{
    bool TryTake(TimeSpan limit);

    void Leave();
}

internal static class LockHold
{
    /// <exception cref="RefusedException">It is no lock.</exception>
    public static ILockHold Of(object? target, string name) => target switch
    {
        null => throw new RefusedException($"'{name}' is null: the app has not made it yet."),
        ValueType => throw new RefusedException($"'{name}' is a {target.GetType().Name}: a value can't be locked from outside."),
        Lock exclusive => new ExclusiveHold(exclusive),
        SemaphoreSlim semaphore => new SemaphoreHold(semaphore),
        ReaderWriterLockSlim shared => new WriterHold(shared),
        _ => new MonitorHold(target),
    };

    private sealed class MonitorHold(object target) : ILockHold
    {
        public bool TryTake(TimeSpan limit) => Monitor.TryEnter(target, limit);

        public void Leave() => Monitor.Exit(target);
    }

    private sealed class ExclusiveHold(Lock target) : ILockHold
    {
        public bool TryTake(TimeSpan limit) => target.TryEnter(limit);

        public void Leave() => target.Exit();
    }

    private sealed class WriterHold(ReaderWriterLockSlim target) : ILockHold
    {
        public bool TryTake(TimeSpan limit) => target.TryEnterWriteLock(limit);

        public void Leave() => target.ExitWriteLock();
    }

    /// <summary>Takes all permits that are free, since one of several would hold nobody up.</summary>
    private sealed class SemaphoreHold(SemaphoreSlim target) : ILockHold
    {
        private int taken;

        public bool TryTake(TimeSpan limit)
        {
            if (!target.Wait(limit))
            {
                return false;
            }

            for (taken = 1; target.Wait(TimeSpan.Zero); taken++)
            {
            }

            return true;
        }

        public void Leave() => target.Release(taken);
    }
}
