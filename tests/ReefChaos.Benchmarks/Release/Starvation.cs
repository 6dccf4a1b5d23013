namespace ReefChaos.Benchmarks.Release;

/// <summary>Takes all the processor time that the process may have, and keeps more work queued than the pool can do.</summary>
internal sealed class Starvation : IDisposable
{
    private const int BusyThreads = 4;
    private const int MostPoolThreads = 32;
    private const int Queued = 500;

    private readonly Action request;
    private readonly List<Thread> threads = [];
    private volatile bool flooding;
    private volatile bool ended;

    public Starvation(Action request)
    {
        this.request = request;
        ThreadPool.SetMaxThreads(MostPoolThreads, MostPoolThreads);
        for (var i = 0; i < BusyThreads; i++)
        {
            Start(Burn);
        }

        Start(Flood);
    }

    public void Flooding(bool on) => flooding = on;

    public void Dispose()
    {
        ended = true;
        threads.ForEach(t => t.Join());
    }

    private void Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        threads.Add(thread);
    }

    private void Burn()
    {
        while (!ended)
        {
            Thread.SpinWait(1000);
        }
    }

    private void Flood()
    {
        while (!ended)
        {
            try
            {
                while (flooding && ThreadPool.PendingWorkItemCount < Queued)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static r => r(), request, preferLocal: false);
                }
            }
            catch (OutOfMemoryException)
            {
                // The leak leaves no memory for more of it.
            }

            Thread.Sleep(1);
        }
    }
}
