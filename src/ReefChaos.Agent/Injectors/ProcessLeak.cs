using ReefChaos.Agent.Lease;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Keeps some every period, on a thread of its own.</summary>
internal sealed class ProcessLeak(ArmedFault armed, LeakFault fault) : IInjector
{
    /// <summary>A period of zero would take the processor too, which is another fault.</summary>
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(1);

    private readonly LeakStore store = new(armed, fault);
    private Thread? thread;

    public void Start()
    {
        thread = new Thread(Run, maxStackSize: 256 << 10) { IsBackground = true, Name = "ReefChaos leak" };
        thread.Start();
    }

    /// <summary>The opened gate ends the thread's wait.</summary>
    public void Release() => store.Drop();

    public void Settle()
    {
        thread?.Join(TimeSpan.FromSeconds(2));
        store.Empty();
    }

    private void Run()
    {
        try
        {
            KeepEveryPeriod();
        }
        catch (Exception e)
        {
            // An exception here would end the app.
            armed.Report(e);
        }
    }

    private void KeepEveryPeriod()
    {
        var period = fault.Every.Value > ShortestPeriod ? fault.Every.Value : ShortestPeriod;
        while (armed.IsArmed)
        {
            if (armed.Hits(out _) && !store.IsFull)
            {
                armed.CountInjection();
                store.Keep();
            }

            armed.Gate.Wait(period);
        }
    }
}
