using Microsoft.Diagnostics.Runtime;

namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Walks over segments of old objects, of which a large heap has millions: what is asked of the library for each would take too long.</summary>
/// <remarks>
/// Old objects lie one behind the other without a gap, and few are moved. Where one is, what was read does not fit together any more, and the rest of its
/// segment, of some megabytes, is left out.
/// </remarks>
internal sealed class OldObjects(ClrHeap heap)
{
    private const int BlockBytes = 1 << 20;

    /// <summary>Method table, and the number of elements of an array or a string.</summary>
    private const int HeadBytes = 16;

    /// <summary>The collector marks objects in the lowest bits of their method table.</summary>
    private const ulong MarkBits = 7;

    private const ulong Alignment = 8;

    /// <summary>Behind a string's characters there is one more, which the library does not count among what all strings have.</summary>
    private const ulong TerminatorBytes = 2;

    private readonly int process = heap.Runtime.DataTarget.DataReader.ProcessId;
    private readonly Dictionary<ulong, (ClrType Type, ulong Bytes, ulong ElementBytes)?> sizes = [];
    private readonly byte[] block = new byte[BlockBytes];

    public IEnumerable<(ulong Address, ClrType Type, ulong Bytes)> In(ClrSegment segment)
    {
        var (at, end) = (segment.ObjectRange.Start, segment.ObjectRange.End);
        var (from, length) = (0UL, 0);
        while (at < end)
        {
            if (at < from || at + HeadBytes > from + (ulong)length)
            {
                (from, length) = (at, Native.ReadMemory(process, at, block.AsSpan(0, (int)Math.Min(BlockBytes, end - at))));
            }

            if (length < HeadBytes || SizeOf((int)(at - from)) is not { Bytes: > 0 } size)
            {
                yield break;
            }

            yield return (at, size.Type, size.Bytes);
            at += (size.Bytes + Alignment - 1) & ~(Alignment - 1);
        }
    }

    /// <summary>Of the object there in the block; null where that is none.</summary>
    private (ClrType Type, ulong Bytes)? SizeOf(int offset)
    {
        var table = BitConverter.ToUInt64(block, offset) & ~MarkBits;
        if (!sizes.TryGetValue(table, out var size))
        {
            sizes[table] = size = table != 0 && heap.GetTypeByMethodTable(table) is { } type ? (type, (ulong)type.StaticSize + (type.IsString ? TerminatorBytes : 0), (ulong)type.ComponentSize) : null;
        }

        return size is { } known ? (known.Type, known.Bytes + (known.ElementBytes * BitConverter.ToUInt32(block, offset + sizeof(ulong)))) : null;
    }
}
