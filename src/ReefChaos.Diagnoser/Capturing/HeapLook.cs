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
        foreach (var (address, type, size) in Objects(heap, late))
        {
            if (type.IsFree)
            {
                continue;
            }

            bytes += (long)size;
            if (!types.TryGetValue(type.MethodTable, out var known))
            {
                types[type.MethodTable] = known = (machines.Of(type), fields.IsTask(type), TaskSources.LibraryOf(type, fields));
            }

            if (known.Box is { } box)
            {
                if (reader.Read(address, box) is { } method)
                {
                    parked[address] = method;
                }
            }
            else if (known.IsTask)
            {
                waited.Add(address);
            }
            else if (known.Library is { } library)
            {
                completers[TaskSources.TaskOf(heap.GetObject(address), fields)] = library;
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
    private static IEnumerable<(ulong Address, ClrType Type, ulong Bytes)> Objects(ClrHeap heap, CancellationToken late)
    {
        var left = CheckEvery;
        var old = new OldObjects(heap);
        foreach (var item in heap.Segments.OrderBy(s => Age(s.Kind)).ThenByDescending(s => s.Start).SelectMany(s => s.Kind == GCSegmentKind.Generation2 ? old.In(s) : Young(s)))
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

    /// <summary>Also of all other kinds but the old: among objects that are being made there are gaps.</summary>
    private static IEnumerable<(ulong Address, ClrType Type, ulong Bytes)> Young(ClrSegment segment) => segment.EnumerateObjects(carefully: true)
        .Where(o => o.Type is not null)
        .Select(o => (o.Address, o.Type!, o.Size));

    private static int Age(GCSegmentKind kind) => kind switch
    {
        GCSegmentKind.Generation0 or GCSegmentKind.Generation1 or GCSegmentKind.Ephemeral => 0,
        GCSegmentKind.Generation2 => 1,
        _ => 2,
    };
}
