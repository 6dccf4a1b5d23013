namespace ReefChaos.Load.Sockets;

/// <summary>Lines out of the pieces in which they come. One that lies in one piece is not copied.</summary>
internal sealed class LineReader
{
    private byte[] kept = [];
    private int length;

    /// <summary>Bytes of all lines since the last <see cref="Clear"/>, their ends included.</summary>
    public int Total { get; private set; }

    /// <param name="max">Of <see cref="Total"/>.</param>
    /// <param name="text">The line without its end, valid until the next call; or as much of it as has come.</param>
    /// <returns>Whether the line is whole; null where it is too long.</returns>
    public bool? TryRead(ref ReadOnlySpan<byte> rest, int max, out ReadOnlySpan<byte> text)
    {
        var newline = rest.IndexOf((byte)'\n');
        text = newline < 0 ? rest : rest[..newline];
        rest = newline < 0 ? default : rest[(newline + 1)..];
        Total += text.Length + (newline < 0 ? 0 : 1);
        if (Total > max)
        {
            return null;
        }

        if (newline < 0 || length > 0)
        {
            Keep(text);
            text = kept.AsSpan(0, length);
        }

        if (newline < 0)
        {
            return false;
        }

        length = 0;
        text = text is [.., (byte)'\r'] ? text[..^1] : text;
        return true;
    }

    public void Clear() => (length, Total) = (0, 0);

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (kept.Length - length < part.Length)
        {
            Array.Resize(ref kept, Math.Max(length + part.Length, Math.Max(256, kept.Length * 2)));
        }

        part.CopyTo(kept.AsSpan(length));
        length += part.Length;
    }
}
