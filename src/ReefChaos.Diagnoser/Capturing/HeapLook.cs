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


    /// <param name="late">When the walk must end, whole or not.</param>
    public HeapSeen Look(CancellationToken late)
    {
        attachment.Refresh();
        var heap = attachment.Runtime.Heap;
        var machines = new StateMachines();
        var tasks = new TaskTypes();
        var reader = new ParkedMethodReader(attachment.Runtime.DataTarget.DataReader, heap, machines);
        var census = new Dictionary<ulong, (long Count, long Bytes)>();
        var parked = new Dictionary<ulong, ParkedMethod>();
        var waited = new List<ulong>();
        var completers = new Dictionary<ulong, string>();
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
                else if (tasks.IsTask(type))
                {
                    waited.Add(item.Address);
                }
                else if (tasks.CompletedBy(item) is { } task)
                {
                    completers[task.Address] = task.Assembly;
                }
            }
        }

        var groups = new AwaitGroups(places, completers);
        foreach (var chain in new AwaitChains(heap, parked, waited).All())
        {
            groups.Add(chain);
        }

        return new HeapSeen(census, groups.All, whole);
    }
}
