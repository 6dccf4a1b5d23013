using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ReefChaos.Load.Requests;

namespace ReefChaos.Load.Sockets;

/// <summary>What the head of an HTTP/1.1 response says: its status, how its body ends, and whether the connection lives on.</summary>
internal sealed class ResponseHead
{
    private static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>The connection can carry another request.</summary>
    public bool KeepsAlive { get; private set; }

    /// <summary>Of the body in bytes; -1 where no header says it.</summary>
    public long Length { get; private set; }

    public bool IsChunked { get; private set; }

    /// <summary>No line that begins otherwise is HTTP/1.</summary>
    public static bool IsBegunBy(ReadOnlySpan<byte> text) =>
        text[..Math.Min(7, text.Length)].SequenceEqual("HTTP/1."u8[..Math.Min(7, text.Length)]);

    /// <summary>Begins a new head with its first line.</summary>
    public bool TryReadStatus(ReadOnlySpan<byte> text, out int status)
    {
        status = 0;
        if (text.Length < 12 || !IsBegunBy(text) || text[7] is not ((byte)'0' or (byte)'1') || text[8] != ' '
            || !Utf8Parser.TryParse(text.Slice(9, 3), out status, out var digits) || digits != 3 || status < 100
            || (text.Length > 12 && text[12] != ' '))
        {
            return false;
        }

        (KeepsAlive, Length, IsChunked) = (text[7] == '1', -1, false);
        return true;
    }

    /// <summary>A line of the head; what the step wants of it goes to the answer.</summary>
    public bool TryReadHeader(ReadOnlySpan<byte> text, Answer answer, string[] wanted) =>
        TrySplit(text, out var name, out var value) && TryInterpret(name, value) && Keep(name, value, answer, wanted);

    /// <summary>A line after a chunked body, which can no longer say how that ends.</summary>
    public static bool TryReadTrailer(ReadOnlySpan<byte> text, Answer answer, string[] wanted) =>
        TrySplit(text, out var name, out var value) && Keep(name, value, answer, wanted);

    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var colon = text.IndexOf((byte)':');
        name = colon < 0 ? text : text[..colon];
        value = text[(colon + 1)..].Trim(" \t"u8);

        // This also refuses a header that goes on in the next line.
        return colon > 0 && !name.ContainsAnyExcept(Token) && !text.ContainsAny((byte)'\r', (byte)'\0');
    }

    private static bool Keep(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Answer answer, string[] wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(name, wanted[i]))
            {
                answer.Headers[i] ??= Encoding.UTF8.GetString(value);
            }
        }

        return true;
    }

    private bool TryInterpret(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 10 when Ascii.EqualsIgnoreCase(name, "connection"u8):
                KeepsAlive = Lists(value, "keep-alive"u8) || (KeepsAlive && !Lists(value, "close"u8));
                return true;
            case 14 when Ascii.EqualsIgnoreCase(name, "content-length"u8):
                var said = Length;
                var isNumber = Utf8Parser.TryParse(value, out long bytes, out var read) && read == value.Length && char.IsAsciiDigit((char)value[0]);
                Length = bytes;
                return isNumber && (said < 0 || said == bytes);
            case 17 when Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8):
                // No other was asked for.
                return IsChunked = Ascii.EqualsIgnoreCase(value, "chunked"u8);
            default:
                return true;
        }
    }

    /// <summary>An element of a list that is joined by commas.</summary>
    private static bool Lists(ReadOnlySpan<byte> value, ReadOnlySpan<byte> element)
    {
        foreach (var range in value.Split((byte)','))
        {
            if (Ascii.EqualsIgnoreCase(value[range].Trim(" \t"u8), element))
            {
                return true;
            }
        }

        return false;
    }
}
