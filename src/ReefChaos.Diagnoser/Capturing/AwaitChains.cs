using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Parked methods that wait for each other, from the one that waits for something else up to the one that nobody awaits.</summary>
/// <param name="Awaited">The object that all wait for in the end.</param>
internal sealed record AwaitChain(IReadOnlyList<ParkedMethod> Methods, ClrObject Awaited, bool Blocking);

/// <summary>Puts parked methods into chains.</summary>
internal sealed class AwaitChains(ClrHeap heap, FieldPlaces fields, IReadOnlyDictionary<ulong, ParkedMethod> parked, IReadOnlyList<ulong> waitedTasks)
{
    /// <summary>Promises between two methods, and methods in a chain: more would be a circle.</summary>
    private const int Longest = 200;

    /// <summary>In what a promise keeps the tasks that it waits for.</summary>
    private static readonly string[] Links = ["_task", "_task1", "_source", "m_tasks", "_tasks"];

    /// <summary>Whose completion a thread blocks for.</summary>
    private const string BlockedThread = "System.Threading.Tasks.Task+SetOnInvokeMres";

    private readonly Dictionary<ulong, ulong> continued = [];
    private readonly Dictionary<ulong, ulong> parents = [];

    public IEnumerable<AwaitChain> All()
    {
        foreach (var method in parked.Values.Where(m => m.Continuation != 0))
        {
            continued.TryAdd(method.Continuation, method.Address);
        }

        var ends = new List<(ParkedMethod Method, ClrObject Awaited)>();
        foreach (var method in parked.Values)
        {
            var end = Follow(method.Awaited);
            if (parked.ContainsKey(end.Address))
            {
                parents.TryAdd(end.Address, method.Address);
            }
            else if (IsWaitedFor(end))
            {
                ends.Add((method, end));
            }
        }

        return ends.Select(e => Chain(e.Method, e.Awaited)).Concat(Unmethodical());
    }

    /// <summary>Tasks that a thread blocks for, with no method of their own.</summary>
    private IEnumerable<AwaitChain> Unmethodical() => waitedTasks
        .Where(IsBlockedFor)
        .Select(t => Follow(t))
        .Where(e => !parked.ContainsKey(e.Address) && IsWaitedFor(e))
        .Select(e => new AwaitChain([], e, Blocking: true));

    private AwaitChain Chain(ParkedMethod end, ClrObject awaited)
    {
        var methods = new List<ParkedMethod> { end };
        while (methods.Count < Longest && parents.TryGetValue(methods[^1].Address, out var parent))
        {
            methods.Add(parked[parent]);
        }

        return new AwaitChain(methods, awaited, methods[^1].Continuation is not 0 and var next && IsBlockedFor(heap.GetObject(next)));
    }

    /// <summary>Through promises to a parked method, or to what is waited for in the end.</summary>
    private ClrObject Follow(ulong address)
    {
        for (var i = 0; i < Longest && address != 0 && !parked.ContainsKey(address); i++)
        {
            var next = Next(heap.GetObject(address));
            if (next == 0)
            {
                break;
            }

            address = next;
        }

        return heap.GetObject(address);
    }

    private ulong Next(ClrObject promise)
    {
        if (continued.TryGetValue(promise.Address, out var method))
        {
            return method;
        }

        foreach (var link in Links)
        {
            if (fields.Read(promise, link) is { IsNull: false, Type: not null } to)
            {
                return to.IsArray ? FirstPending(to) : to.Address;
            }
        }

        return 0;
    }

    private ulong FirstPending(ClrObject tasks)
    {
        var array = tasks.AsArray();
        for (var i = 0; i < Math.Min(array.Length, Longest); i++)
        {
            if (array.GetObjectValue(i) is { IsNull: false } task && IsWaitedFor(task))
            {
                return task.Address;
            }
        }

        return 0;
    }

    /// <summary>A task that has ended already is waited for by nobody: what awaited it only waits for a thread.</summary>
    private bool IsWaitedFor(ClrObject awaited) =>
        awaited is { IsNull: false, Type: { } type }
        && (fields.OfTask(type, "m_stateFlags") is not { } flags || (heap.Runtime.DataTarget.DataReader.Read<int>(awaited.Address + (ulong)flags) & ParkedMethodReader.Ended) == 0);

    /// <summary>What was a task may be something else by now, where the collector has moved it.</summary>
    private bool IsBlockedFor(ulong task) => IsBlockedFor(fields.ReadTask(heap.GetObject(task), "m_continuationObject"));

    private static bool IsBlockedFor(ClrObject continuation) => continuation.Type?.Name == BlockedThread;
}
