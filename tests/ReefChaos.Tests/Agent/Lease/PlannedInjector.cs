using ReefChaos.Agent.Lease;

namespace ReefChaos.Tests.Agent.Lease;

/// <summary>Does nothing, and tells in which order and on which threads it was called.</summary>
internal sealed class PlannedInjector : IInjector
{
    private readonly Lock latch = new();
    private readonly List<string> calls = [];

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (latch)
            {
                return [.. calls];
            }
        }
    }

    public Action OnRelease { get; init; } = () => { };

    public Action OnSettle { get; init; } = () => { };

    public Thread? ReleasedOn { get; private set; }

    public Thread? SettledOn { get; private set; }

    public void Start() => Called("start");

    public void Release()
    {
        ReleasedOn = Thread.CurrentThread;
        Called("release");
        OnRelease();
    }

    public void Settle()
    {
        SettledOn = Thread.CurrentThread;
        OnSettle();
        Called("settle");
    }

    private void Called(string what)
    {
        lock (latch)
        {
            calls.Add(what);
        }
    }
}
