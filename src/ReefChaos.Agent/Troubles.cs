using System.Collections.Concurrent;

namespace ReefChaos.Agent;

/// <summary>Parts of the agent that disabled themselves. The runner reads them by status.</summary>
internal sealed class Troubles
{
    private const int MostKept = 100;

    private readonly ConcurrentQueue<string> all = new();

    public IReadOnlyList<string> All => [.. all];

    public void Add(string part, Exception reason)
    {
        if (all.Count < MostKept)
        {
            all.Enqueue($"{part}: {reason.GetType().Name}: {reason.Message}");
        }
    }

    public void Guard(string part, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e)
        {
            Add(part, e);
        }
    }
}
