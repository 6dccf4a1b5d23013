namespace ReefChaos.RuntimeEvents;

/// <summary>What collections left of a heap, by the runtime's own events.</summary>
internal sealed class HeapTally
{
    private const int Oldest = 2;

    private readonly Lock latch = new();
    private readonly long[] collections = new long[Oldest + 1];
    private uint ended;
    private long? heap;
    private long? inUse;

    /// <summary>Of the whole heap after the last collection; null before the first one.</summary>
    public long? HeapBytes
    {
        get
        {
            lock (latch)
            {
                return heap;
            }
        }
    }

    /// <summary>What the last collection of all generations left in use; null before the first one.</summary>
    public long? InUseBytes
    {
        get
        {
            lock (latch)
            {
                return inUse;
            }
        }
    }

    public IReadOnlyList<long> Collections
    {
        get
        {
            lock (latch)
            {
                return [.. collections];
            }
        }
    }

    public void Take(RuntimeEvent happened)
    {
        var payload = new EventCursor(happened.Payload);
        switch (happened.Kind.Id)
        {
            case RuntimeProviders.CollectionEnded:
                // Number, generation.
                payload.Bytes(sizeof(int));
                Ended((uint)payload.Int32());
                break;
            case RuntimeProviders.HeapMeasured:
                Measured(payload);
                break;
        }
    }

    private void Ended(uint generation)
    {
        lock (latch)
        {
            ended = Math.Min(generation, Oldest);
            collections[ended]++;
        }
    }

    /// <summary>Comes right after the end of its collection.</summary>
    private void Measured(EventCursor payload)
    {
        // Size and survivors of each of three generations and of the large objects; finalization, pins, handles; then the pinned objects' own heap.
        long size = 0, survived = 0;
        for (var i = 0; i < 4; i++)
        {
            size += payload.Int64();
            survived += payload.Int64();
        }

        payload.Bytes((2 * sizeof(long)) + (3 * sizeof(int)) + sizeof(short));
        size += payload.Int64();
        survived += payload.Int64();
        lock (latch)
        {
            heap = size;
            inUse = ended == Oldest ? survived : inUse;
        }
    }
}
