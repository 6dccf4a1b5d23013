namespace ReefChaos.Agent.Lease;

/// <summary>Gives back what released faults took, on a thread of its own that exists before it is needed.</summary>
internal sealed class Janitor : IDisposable
{
    private readonly AutoResetEvent work = new(initialState: false);
    private readonly Action<string, Exception> trouble;
    private readonly Thread thread;
    private ArmedFault? released;
    private volatile bool ended;

    public Janitor(Action<string, Exception> trouble)
    {
        this.trouble = trouble;
        thread = new Thread(Run) { IsBackground = true, Name = "ReefChaos janitor" };
        thread.Start();
    }

    /// <summary>Allocates nothing and waits for nobody.</summary>
    public void Take(ArmedFault fault)
    {
        ArmedFault? head;
        do
        {
            head = Volatile.Read(ref released);
            fault.NextReleased = head;
        }
        while (Interlocked.CompareExchange(ref released, fault, head) != head);

        work.Set();
    }

    public void Report(string part, Exception failure) => trouble(part, failure);

    public void Dispose()
    {
        ended = true;
        work.Set();
        thread.Join(TimeSpan.FromSeconds(5));
    }

    private void Run()
    {
        ShortSlice.TakeForThisThread();
        while (!ended)
        {
            work.WaitOne();
            for (var fault = Interlocked.Exchange(ref released, null); fault is not null; fault = fault.NextReleased)
            {
                Settle(fault);
            }
        }
    }

    private void Settle(ArmedFault fault)
    {
        try
        {
            fault.Settle();
        }
        catch (Exception e)
        {
            trouble($"cleaning up after {fault.Id}", e);
        }
    }
}
