using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What one walk over the heap gave.</summary>
/// <param name="IsWhole">False where the time for it ran out.</param>
internal sealed record HeapSeen(long Bytes, IReadOnlyList<AwaitGroup> Awaits, bool IsWhole);

/// <summary>Walks over the heap of a process that goes on running.</summary>
/// <remarks>Limit: what is moved or made meanwhile may be missed or seen twice; the process is never held up for it.</remarks>
internal sealed class HeapLook(Attachment attachment, CodePlaces places)
{
    private const int CheckEvery = 4096;

    private readonly StateMachines machines = new(attachment.Fields, attachment.Reread);

    /// <param name="late">When the walk must end, whole or not.</param>
    public HeapSeen Look(CancellationToken late)
    {
        attachment.Refresh();
        var heap = attachment.Runtime.Heap;
        var fields = attachment.Fields;
        var types = new Dictionary<ulong, (BoxLayout? Box, bool IsTask, string? Library)>();
        var reader = new ParkedMethodReader(attachment.Runtime.DataTarget.DataReader, heap, machines);
        var bytes = 0L;
        var parked = new Dictionary<ulong, ParkedMethod>();
        var waited = new List<ulong>();
        var completers = new Dictionary<ulong, string>();
        foreach (var item in Objects(heap, late))
        {
            if (item.Type is not { IsFree: false } type)
            {
                continue;
            }

            bytes += (long)item.Size;
            if (!types.TryGetValue(type.MethodTable, out var known))
            {
                types[type.MethodTable] = known = (machines.Of(type), fields.IsTask(type), TaskSources.LibraryOf(type, fields));
            }

            if (known.Box is { } box)
            {
                if (reader.Read(item.Address, box) is { } method)
                {
                    parked[item.Address] = method;
                }
            }
            else if (known.IsTask)
            {
                waited.Add(item.Address);
            }
            else if (known.Library is { } library)
            {
                completers[TaskSources.TaskOf(item, fields)] = library;
            }
        }

        var groups = new AwaitGroups(places, fields, completers);
        foreach (var chain in new AwaitChains(heap, fields, parked, waited).All())
        {
            groups.Add(chain);
        }

        return new HeapSeen(bytes, groups.All, !late.IsCancellationRequested);
    }

    /// <summary>All until it is late. The youngest first: what is parked is younger than what makes a heap large.</summary>
    private static IEnumerable<ClrObject> Objects(ClrHeap heap, CancellationToken late)
    {
        var left = CheckEvery;
        foreach (var item in heap.Segments.OrderBy(s => Age(s.Kind)).ThenByDescending(s => s.Start).SelectMany(s => s.EnumerateObjects(carefully: true)))
        {
            if (--left == 0)
            {
                left = CheckEvery;
                if (late.IsCancellationRequested)
                {
                    yield break;
                }
            }

            yield return item;
        }
    }

    private static int Age(GCSegmentKind kind) => kind switch
    {
        GCSegmentKind.Generation0 or GCSegmentKind.Generation1 or GCSegmentKind.Ephemeral => 0,
        GCSegmentKind.Generation2 => 1,
        _ => 2,
    };
}
