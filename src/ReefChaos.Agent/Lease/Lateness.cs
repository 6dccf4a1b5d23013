namespace ReefChaos.Agent.Lease;

/// <summary>How late a thread has woken the last few times. Once made it allocates nothing; it has no lock of its own.</summary>
internal sealed class Lateness(int remembered)
{
    /// <summary>So late a thread wakes now and then in any process.</summary>
    private static readonly TimeSpan Ordinary = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan[] last = new TimeSpan[remembered];
    private int next;

    /// <summary>Zero where nothing was out of the ordinary.</summary>
    public TimeSpan Worst { get; private set; }

    public void Note(TimeSpan late)
    {
        last[next] = late > Ordinary ? late : TimeSpan.Zero;
        next = (next + 1) % last.Length;
        Worst = TimeSpan.Zero;
        foreach (var one in last)
        {
            Worst = one > Worst ? one : Worst;
        }
    }
}
