using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>What one walk over the heap gave.</summary>
/// <param name="IsWhole">False where the time for it ran out.</param>
internal sealed record HeapSeen(IReadOnlyDictionary<ulong, (long Count, long Bytes)> Census, IReadOnlyList<AwaitGroup> Awaits, bool IsWhole)
{
    public long Bytes => Census.Values.Sum(c => c.Bytes);
}

/// <summary>Walks over the heap of a process that goes on running.</summary>
/// <remarks>Limit: what is moved or made meanwhile may be missed or seen twice; the process is never held up for it.</remarks>
internal sealed class HeapLook(Attachment attachment, CodePlaces places)
{
    private const int CheckEvery = 4096;

    private readonly StateMachines machines = new();
    private readonly Dictionary<ulong, bool> tasks = [];

    /// <param name="late">When the walk must end, whole or not.</param>
    public HeapSeen Look(CancellationToken late)
    {
        attachment.Refresh();
        var heap = attachment.Runtime.Heap;
        var reader = new ParkedMethodReader(attachment.Runtime.DataTarget.DataReader, heap, machines);
        var census = new Dictionary<ulong, (long Count, long Bytes)>();
        var parked = new Dictionary<ulong, ParkedMethod>();
        var waited = new List<ulong>();
        var whole = true;
        foreach (var segment in heap.Segments)
        {
            var left = CheckEvery;
            foreach (var item in segment.EnumerateObjects(carefully: true))
            {
                if (--left == 0)
                {
                    left = CheckEvery;
                    if (late.IsCancellationRequested)
                    {
                        whole = false;
                        break;
                    }
                }

                if (item.Type is not { IsFree: false } type)
                {
                    continue;
                }

                var (count, bytes) = census.GetValueOrDefault(type.MethodTable);
                census[type.MethodTable] = (count + 1, bytes + (long)item.Size);
                if (machines.Of(type) is { } box)
                {
                    if (reader.Read(item.Address, box) is { } method)
                    {
                        parked[item.Address] = method;
                    }
                }
                else if (IsTask(type))
                {
                    waited.Add(item.Address);
                }
            }
        }

        var groups = new AwaitGroups(places);
        foreach (var chain in new AwaitChains(heap, parked, waited).All())
        {
            groups.Add(chain);
        }

        return new HeapSeen(census, groups.All, whole);
    }

    private bool IsTask(ClrType type)
    {
        if (!tasks.TryGetValue(type.MethodTable, out var isTask))
        {
            var at = type;
            while (at is not null && at.Name != "System.Threading.Tasks.Task")
            {
                at = at.BaseType;
            }

            tasks[type.MethodTable] = isTask = at is not null;
        }

        return isTask;
    }
}
