using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Parked methods that wait for each other, from the one that waits for something else up to the one that nobody awaits.</summary>
/// <param name="Awaited">The object that all wait for in the end.</param>
/// <param name="Blocking">Threads that block for the last of them.</param>
internal sealed record AwaitChain(IReadOnlyList<ParkedMethod> Methods, ClrObject Awaited, int Blocking);

/// <summary>Puts parked methods into chains, one for each that waits: several may wait for the same one.</summary>
internal sealed class AwaitChains(ClrHeap heap, FieldPlaces fields, IReadOnlyDictionary<ulong, ParkedMethod> parked, IReadOnlyList<ulong> waitedTasks)
{
    /// <summary>Methods in a chain: more would be a circle.</summary>
    private const int Longest = 200;

    /// <summary>Of one that many wait for: more only count.</summary>
    private const int MostCallers = 1000;

    private readonly Promises promises = new(heap, fields, parked, waitedTasks);
    private readonly Dictionary<ulong, List<ulong>> callers = [];
    private readonly Dictionary<ulong, int> blocked = [];

    public IEnumerable<AwaitChain> All()
    {
        var ends = new List<(ParkedMethod Method, ClrObject Awaited)>();
        foreach (var method in parked.Values)
        {
            var end = promises.Follow(method.Awaited);
            if (parked.ContainsKey(end.Address))
            {
                AddCaller(end.Address, method.Address);
            }
            else if (promises.IsWaitedFor(end))
            {
                ends.Add((method, end));
            }
        }

        // Before the others, which count the threads that it finds behind promises.
        var unmethodical = Unmethodical();
        return ends.SelectMany(e => Paths(e.Method).Select(p => new AwaitChain(p, e.Awaited, promises.ThreadsBehind(p[^1]) + blocked.GetValueOrDefault(p[^1].Address)))).Concat(unmethodical);
    }

    /// <summary>Tasks that a thread blocks for, with no method of their own.</summary>
    private List<AwaitChain> Unmethodical()
    {
        var chains = new List<AwaitChain>();
        foreach (var task in waitedTasks)
        {
            if (promises.ThreadsBehind(task) is > 0 and var threads && promises.Follow(task) is var end)
            {
                if (parked.ContainsKey(end.Address))
                {
                    blocked[end.Address] = blocked.GetValueOrDefault(end.Address) + threads;
                }
                else if (promises.IsWaitedFor(end))
                {
                    chains.AddRange(Enumerable.Repeat(new AwaitChain([], end, 1), threads));
                }
            }
        }

        return chains;
    }

    private void AddCaller(ulong method, ulong caller)
    {
        if (!callers.TryGetValue(method, out var all))
        {
            callers[method] = all = [];
        }

        all.Add(caller);
    }

    /// <summary>From a method up to each that waits for it and that nobody awaits.</summary>
    private List<IReadOnlyList<ParkedMethod>> Paths(ParkedMethod end)
    {
        var paths = new List<IReadOnlyList<ParkedMethod>>();
        var open = new Stack<List<ParkedMethod>>([[end]]);
        while (paths.Count < MostCallers && open.TryPop(out var path))
        {
            while (path.Count < Longest && callers.TryGetValue(path[^1].Address, out var next))
            {
                foreach (var other in next.Skip(1).Take(MostCallers))
                {
                    open.Push([.. path, parked[other]]);
                }

                path.Add(parked[next[0]]);
            }

            paths.Add(path);
        }

        return paths;
    }
}
