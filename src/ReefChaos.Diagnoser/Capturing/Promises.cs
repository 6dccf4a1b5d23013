using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Follows what is awaited through promises of the framework to a parked method, or to what is waited for in the end.</summary>
internal sealed class Promises
{
    /// <summary>Promises behind each other: more would be a circle.</summary>
    private const int Longest = 200;

    /// <summary>The framework's own methods around the bodies of an asynchronous loop, and the parameter that has the task of the whole loop.</summary>
    private const string ParallelLoop = "System.Threading.Tasks.Parallel+";
    private const string LoopState = "o";

    /// <summary>In what a promise keeps the tasks that it waits for.</summary>
    private static readonly string[] Links = ["_task", "_task1", "_source", "m_tasks", "_tasks", "m_antecedent"];

    private readonly ClrHeap heap;
    private readonly FieldPlaces fields;
    private readonly IReadOnlyDictionary<ulong, ParkedMethod> parked;
    private readonly Continuations continuations;
    private readonly Dictionary<ulong, ulong> completed = [];
    private readonly Dictionary<ulong, ulong> streams = [];

    /// <param name="tasks">All others than the parked methods.</param>
    public Promises(ClrHeap heap, FieldPlaces fields, IReadOnlyDictionary<ulong, ParkedMethod> parked, IReadOnlyList<ulong> tasks)
    {
        (this.heap, this.fields, this.parked, continuations) = (heap, fields, parked, new Continuations(fields));
        foreach (var method in parked.Values)
        {
            Link(method);
        }

        foreach (var task in tasks)
        {
            if (heap.GetObject(task) is var waited && IsWaitedFor(waited))
            {
                Link(continuations.Of(waited), task);
            }
        }
    }

    public ClrObject Follow(ulong address)
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

    /// <summary>A task that has ended already is waited for by nobody: what awaited it only waits for a thread.</summary>
    public bool IsWaitedFor(ClrObject awaited) =>
        awaited is { IsNull: false, Type: { } type }
        && (fields.OfTask(type, "m_stateFlags") is not { } flags || (heap.Runtime.DataTarget.DataReader.Read<int>(awaited.Address + (ulong)flags) & ParkedMethodReader.Ended) == 0);

    /// <summary>Threads that block until a task ends, but for those of promises.</summary>
    public int ThreadsBehind(ulong task) => continuations.Of(heap.GetObject(task)).Count(Continuations.IsThread);

    public int ThreadsBehind(ParkedMethod method) =>
        Behind(method).Count(Continuations.IsThread) + (method.IsInline ? 0 : continuations.ThreadsBehindStream(heap.GetObject(method.MachineAddress)));

    /// <summary>A promise does not always know the tasks that it waits for; those know it.</summary>
    private void Link(ParkedMethod method)
    {
        if (!method.IsInline)
        {
            streams.TryAdd(method.MachineAddress, method.Address);
        }

        if (method.Name.StartsWith(ParallelLoop, StringComparison.Ordinal) && fields.Read(method.Field(LoopState), "_task") is { IsNull: false } loop)
        {
            completed.TryAdd(loop.Address, method.Address);
        }

        Link(Behind(method), method.Address);
    }

    private void Link(IEnumerable<ClrObject> behind, ulong task)
    {
        foreach (var next in behind.Where(n => !parked.ContainsKey(n.Address) && n.Type is { } type && fields.IsTask(type)))
        {
            completed.TryAdd(next.Address, task);
        }
    }

    /// <summary>Most have none, or one method that is parked too.</summary>
    private IEnumerable<ClrObject> Behind(ParkedMethod method) =>
        method.Continuation == 0 || parked.ContainsKey(method.Continuation) ? [] : continuations.Each(heap.GetObject(method.Continuation));

    private ulong Next(ClrObject promise)
    {
        if (completed.TryGetValue(promise.Address, out var known) || streams.TryGetValue(promise.Address, out known))
        {
            return known;
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
}
