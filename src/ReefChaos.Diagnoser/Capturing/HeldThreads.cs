using ReefChaos.Processes;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Copies of what blocked threads have in memory, each made while its thread did not move.</summary>
/// <remarks>
/// A thread that goes on half way through its own stack being read leaves nonsense behind, and the library that reads it does
/// not survive every nonsense.
/// </remarks>
internal sealed class HeldThreads(int processId, Procfs processes)
{
    private const int MostStackBytes = 512 << 10;

    /// <summary>Of the runtime's own record of a thread, which has a link to the stack in it.</summary>
    private const int RecordBytes = 4096;

    private readonly OwnThreadIds ids = new(processId, processes);
    private readonly SortedList<ulong, byte[]> parts = [];
    private readonly Dictionary<uint, (SystemCall Call, long Switches)> threads = [];

    /// <summary>As the process counts them.</summary>
    public IEnumerable<int> Ids => ids.All;

    public void Forget()
    {
        ids.Forget();
        parts.Clear();
        threads.Clear();
    }

    /// <param name="thread">By the process's own count, as everywhere here.</param>
    /// <param name="record">The address of the runtime's own record of the thread.</param>
    /// <param name="stackBase">Where its stack began to grow from.</param>
    /// <returns>Null where it runs, or went on meanwhile.</returns>
    public long? Hold(uint thread, ulong record, ulong stackBase)
    {
        var id = (int)thread;
        if (Switches(id) is not { } before || ThreadTexts.SystemCall(Text(id, "syscall")) is not { } call)
        {
            return null;
        }

        var depth = stackBase > call.StackPointer ? Math.Min(stackBase - call.StackPointer, MostStackBytes) : MostStackBytes;
        var stack = Copy(call.StackPointer, (int)depth);
        var own = Copy(record, RecordBytes);
        if (stack.Length == 0 || own.Length == 0 || Switches(id) != before)
        {
            return null;
        }

        parts[call.StackPointer] = stack;
        parts[record] = own;
        threads[thread] = (call, before);
        return before;
    }

    /// <summary>How often the thread left a processor, if it can be told.</summary>
    public long? Switches(int thread) => ThreadTexts.Switches(Text(thread, "status"));

    /// <summary>Where a held thread is blocked.</summary>
    public SystemCall? CallOf(uint thread) => threads.TryGetValue(thread, out var held) ? held.Call : null;

    /// <summary>True where all of it is held.</summary>
    public bool TryRead(ulong address, Span<byte> buffer)
    {
        // The last part that begins at or below the address.
        int low = 0, high = parts.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = parts.GetKeyAtIndex(middle) <= address ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return false;
        }

        var offset = address - parts.GetKeyAtIndex(low - 1);
        var part = parts.GetValueAtIndex(low - 1);
        if (offset + (ulong)buffer.Length > (ulong)part.Length)
        {
            return false;
        }

        part.AsSpan((int)offset, buffer.Length).CopyTo(buffer);
        return true;
    }

    private string? Text(int thread, string file) => ids.Here(thread) is { } here ? processes.ReadThread(processId, here, file) : null;

    private byte[] Copy(ulong address, int count)
    {
        var bytes = new byte[count];
        var read = Native.ReadMemory(processId, address, bytes);
        return read == count ? bytes : bytes[..read];
    }
}
