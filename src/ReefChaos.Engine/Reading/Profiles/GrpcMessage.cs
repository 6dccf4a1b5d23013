using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ReefChaos.Engine.Reading.Profiles;

/// <summary>Encodes a message that is written by field numbers, such as <c>{ "1": "coral-lamp", "2": 3 }</c>, as a protocol buffer.</summary>
/// <remarks>
/// A text becomes string or bytes; a whole number, true and false a varint (int32 to uint64, bool, enum); a number with a fraction
/// a double; an object a message; a list a repeated field, not packed, which readers must take too. There is no sint, fixed or float.
/// </remarks>
internal sealed class GrpcMessage(ProfileProblems problems)
{
    private const int MaxField = 536_870_911;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        Length = 2,
    }

    public byte[] Encode(JsonPart message)
    {
        using var bytes = new MemoryStream();
        if (!problems.Is(message, JsonTokenType.StartObject, "message: expected an object of field numbers and values"))
        {
            return [];
        }

        var seen = new HashSet<uint>();
        foreach (var (name, offset, value) in message.Members)
        {
            if (!uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var field) || name[0] == '0' || field is 0 or > MaxField or (>= 19_000 and <= 19_999))
            {
                problems.Add(offset, $"message: expected the number of a field, from 1 to {MaxField} without 19000 to 19999, found '{Shown.Of(name)}'");
            }
            else if (!seen.Add(field))
            {
                problems.Add(offset, $"message: '{name}' stands here a second time; write a repeated field as a list");
            }
            else
            {
                foreach (var item in value.Kind == JsonTokenType.StartArray ? value.Items : [value])
                {
                    Write(bytes, field, item);
                }
            }
        }

        return bytes.ToArray();
    }

    private void Write(MemoryStream bytes, uint field, JsonPart value)
    {
        switch (value.Kind)
        {
            case JsonTokenType.String when value.Text.Contains("{{", StringComparison.Ordinal):
                problems.Add(value.Offset, "message: a gRPC message is encoded before the run, so no values are put in here");
                break;
            case JsonTokenType.String:
                WriteBytes(bytes, field, Encoding.UTF8.GetBytes(value.Text));
                break;
            case JsonTokenType.StartObject:
                WriteBytes(bytes, field, Encode(value));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                WriteVarint(bytes, field, value.Kind == JsonTokenType.True ? 1UL : 0);
                break;
            case JsonTokenType.Number:
                WriteNumber(bytes, field, value);
                break;
            default:
                problems.Add(value.Offset, $"message: expected a text, a number, true, false, an object or a list of these, found {ProfileProblems.Shown(value)}");
                break;
        }
    }

    private void WriteNumber(MemoryStream bytes, uint field, JsonPart value)
    {
        var culture = CultureInfo.InvariantCulture;
        if (long.TryParse(value.Text, NumberStyles.AllowLeadingSign, culture, out var whole))
        {
            WriteVarint(bytes, field, (ulong)whole);
        }
        else if (ulong.TryParse(value.Text, NumberStyles.None, culture, out var large))
        {
            WriteVarint(bytes, field, large);
        }
        else if (value.Text.AsSpan().ContainsAny('.', 'e', 'E') && double.TryParse(value.Text, NumberStyles.Float, culture, out var real) && double.IsFinite(real))
        {
            Span<byte> fixed64 = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(fixed64, real);
            WriteKey(bytes, field, WireType.Fixed64);
            bytes.Write(fixed64);
        }
        else
        {
            problems.Add(value.Offset, $"message: {Shown.Of(value.Text)} does not fit into 64 bits");
        }
    }

    private static void WriteBytes(MemoryStream bytes, uint field, byte[] value)
    {
        WriteKey(bytes, field, WireType.Length);
        WriteVarint(bytes, (ulong)value.Length);
        bytes.Write(value);
    }

    private static void WriteVarint(MemoryStream bytes, uint field, ulong value)
    {
        WriteKey(bytes, field, WireType.Varint);
        WriteVarint(bytes, value);
    }

    private static void WriteKey(MemoryStream bytes, uint field, WireType type) => WriteVarint(bytes, ((ulong)field << 3) | (uint)type);

    /// <summary>Seven bits a byte, the lowest first; the high bit says that more follow.</summary>
    private static void WriteVarint(MemoryStream bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.WriteByte((byte)(value | 0x80));
        }

        bytes.WriteByte((byte)value);
    }
}
