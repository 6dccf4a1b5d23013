using System.Runtime;
using System.Runtime.InteropServices;
using ReefChaos.Agent.Lease;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>What a leak keeps, up to the fault's cap.</summary>
internal sealed class LeakStore(ArmedFault armed, LeakFault fault)
{
    /// <summary>From this size on the runtime puts an array on the large object heap.</summary>
    private const long LargeObjectBytes = 85_000;

    private const int ParkedStackBytes = 256 << 10;

    private readonly Lock latch = new();
    private readonly List<object> nothing = [];
    private readonly List<nint> native = [];
    private List<object> kept = [];
    private int reserved;

    public bool IsFull => Volatile.Read(ref reserved) >= fault.Cap;

    public int Kept
    {
        get
        {
            lock (latch)
            {
                return kept.Count + native.Count;
            }
        }
    }

    private bool IsManagedMemory => fault.Of is LeakKind.Managed or LeakKind.LargeObject or LeakKind.Tasks;

    /// <summary>Keeps the items of one injection. Where the system gives no more, it keeps what it has.</summary>
    public void Keep()
    {
        try
        {
            for (var i = 0; i < fault.Count && armed.IsArmed && Interlocked.Increment(ref reserved) <= fault.Cap; i++)
            {
                KeepOne();
            }
        }
        catch (Exception e)
        {
            // The app shall meet the shortage in its own allocations, not in ours.
            armed.Report(e);
        }
    }

    /// <summary>
    /// Lets managed memory go to the next collection, whoever brings it about. Takes no lock, as one who adds may hold it and wait for
    /// memory; what he adds after all, the emptying finds.
    /// </summary>
    public void Drop()
    {
        if (IsManagedMemory)
        {
            Volatile.Write(ref kept, nothing);
        }
    }

    /// <summary>After the release gives all back: native memory and timers at once, managed memory by a collection.</summary>
    public unsafe void Empty()
    {
        lock (latch)
        {
            foreach (var block in native)
            {
                NativeMemory.Free((void*)block);
            }

            foreach (var item in kept)
            {
                (item as Timer)?.Dispose();
            }

            native.Clear();
            native.TrimExcess();
            kept.Clear();
            kept.TrimExcess();
        }

        if (IsManagedMemory)
        {
            // Compacting the large object heap as well: the memory shall go back to the system.
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    private void KeepOne()
    {
        if (fault.Of == LeakKind.Native)
        {
            KeepNative();
            return;
        }

        var item = Make();
        lock (latch)
        {
            // What comes after the emptying would stay for ever.
            if (armed.IsArmed)
            {
                kept.Add(item);
                return;
            }
        }

        (item as IDisposable)?.Dispose();
    }

    private object Make() => fault.Of switch
    {
        LeakKind.LargeObject => Touched(Math.Max(fault.Size.Bytes, LargeObjectBytes)),
        LeakKind.Tasks => ParkedTask(),
        LeakKind.Timers => new Timer(static _ => { }, null, TimeSpan.FromDays(1), TimeSpan.FromDays(1)),
        LeakKind.Threads => ParkedThread(),
        _ => Touched(fault.Size.Bytes),
    };

    private unsafe void KeepNative()
    {
        var size = (nuint)fault.Size.Bytes;
        var block = NativeMemory.Alloc(size);
        var isKept = false;
        try
        {
            NativeMemory.Fill(block, size, 1);
            lock (latch)
            {
                if (armed.IsArmed)
                {
                    native.Add((nint)block);
                    isKept = true;
                }
            }
        }
        finally
        {
            // Also where there is no memory for the list itself.
            if (!isKept)
            {
                NativeMemory.Free(block);
            }
        }
    }

    /// <summary>Memory counts for the system only once it was written.</summary>
    private static byte[] Touched(long bytes)
    {
        var array = new byte[bytes];
        array.AsSpan().Fill(1);
        return array;
    }

    private static TaskCompletionSource ParkedTask()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ParkAsync(never.Task);
        return never;
    }

    private static async Task ParkAsync(Task never) => await never.ConfigureAwait(false);

    private Thread ParkedThread()
    {
        var gate = armed.Gate;
        var thread = new Thread(() => gate.Wait(Gate.Longest), ParkedStackBytes) { IsBackground = true, Name = "ReefChaos parked" };
        thread.Start();
        return thread;
    }
}
