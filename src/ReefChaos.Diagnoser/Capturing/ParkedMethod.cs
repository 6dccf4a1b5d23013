using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>An async method that is parked at an await.</summary>
/// <param name="Machine">The type of its state machine.</param>
/// <param name="MachineAddress">Where its fields begin, as the runtime counts them.</param>
/// <param name="Awaited">The object that it awaits; 0 where it only waits for a thread.</param>
/// <param name="Continuation">Who goes on after it; 0 where nobody does.</param>
internal sealed record ParkedMethod(ulong Address, ClrType Machine, ulong MachineAddress, bool IsInline, int State, ulong Awaited, ulong Continuation)
{
    public string Name => Machine.Name ?? "";

    /// <summary>A field of the method: a parameter, a local, or <c>&lt;&gt;4__this</c>.</summary>
    public ClrObject Field(string name) =>
        Machine.GetFieldByName(name) is { IsObjectReference: true } field ? field.ReadObject(MachineAddress, IsInline) : default;
}

/// <summary>Reads parked methods out of their objects.</summary>
internal sealed class ParkedMethodReader(IMemoryReader memory, ClrHeap heap, StateMachines machines)
{
    /// <summary>The task has ended: it ran, failed, or was cancelled.</summary>
    public const int Ended = 0x1600000;

    private readonly Dictionary<ulong, ClrType?> types = [];
    private byte[] buffer = new byte[1024];

    /// <summary>Null where it is not parked: it runs, has not begun, or has ended.</summary>
    public ParkedMethod? Read(ulong address, BoxLayout layout)
    {
        var box = Bytes(address, layout.Size);
        if (box.Length < layout.Size || (layout.Flags is { } flags && (BitConverter.ToInt32(box[flags..]) & Ended) != 0))
        {
            return null;
        }

        var continuation = layout.Continuation is { } next ? BitConverter.ToUInt64(box[next..]) : 0;
        if (layout.Inline is { } inline)
        {
            return Read(box, inline, address, address + (ulong)layout.Machine, true, continuation);
        }

        var own = BitConverter.ToUInt64(box[layout.Machine..]);
        return own != 0 && heap.GetObjectType(own) is { } type && machines.OfObject(type) is { } machine
            ? Read(Bytes(own, type.StaticSize), machine, address, own, false, continuation)
            : null;
    }

    private ParkedMethod? Read(ReadOnlySpan<byte> bytes, MachineLayout machine, ulong address, ulong at, bool isInline, ulong continuation)
    {
        if (bytes.Length < machine.State + sizeof(int) || BitConverter.ToInt32(bytes[machine.State..]) is not (>= 0 and var state))
        {
            return null;
        }

        var awaited = 0UL;
        foreach (var awaiter in machine.Awaiters)
        {
            awaited = awaiter + sizeof(ulong) <= bytes.Length ? BitConverter.ToUInt64(bytes[awaiter..]) : 0;
            if (awaited != 0)
            {
                break;
            }
        }

        if (!types.TryGetValue(machine.MethodTable, out var type))
        {
            types[machine.MethodTable] = type = heap.GetTypeByMethodTable(machine.MethodTable);
        }

        return type is null ? null : new ParkedMethod(address, type, at, isInline, state, awaited, continuation);
    }

    private ReadOnlySpan<byte> Bytes(ulong address, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        return buffer.AsSpan(0, memory.Read(address, buffer.AsSpan(0, length)));
    }
}
