using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ReefChaos.RuntimeEvents;

/// <summary>Reads little-endian values out of bytes, one after the other. Past the end everything is zero and empty.</summary>
internal ref struct EventCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var taken = rest[..Math.Clamp(count, 0, rest.Length)];
        rest = rest[taken.Length..];
        return taken;
    }

    public byte Byte() => Bytes(1) is [var value] ? value : (byte)0;

    public int Int16() => BinaryPrimitives.TryReadInt16LittleEndian(Bytes(2), out var value) ? value : 0;

    public int Int32() => BinaryPrimitives.TryReadInt32LittleEndian(Bytes(4), out var value) ? value : 0;

    public long Int64() => BinaryPrimitives.TryReadInt64LittleEndian(Bytes(8), out var value) ? value : 0;

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    /// <summary>Seven bits a byte, the lowest first.</summary>
    public ulong Variable()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                break;
            }
        }

        return value;
    }

    /// <summary>UTF-16, up to a zero.</summary>
    public string Text()
    {
        var characters = MemoryMarshal.Cast<byte, char>(rest);
        var end = characters.IndexOf('\0');
        var text = characters[..(end < 0 ? characters.Length : end)].ToString();
        Bytes((text.Length + 1) * sizeof(char));
        return text;
    }
}
