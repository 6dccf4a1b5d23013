using System.Globalization;
using System.Text;

namespace ReefChaos.Load.Requests;

/// <summary>Bytes that grow, and do not move in memory unless they grow. What is written once more costs no allocation.</summary>
internal sealed class ByteBuffer
{
    private byte[] bytes = GC.AllocateUninitializedArray<byte>(4096, pinned: true);

    public int Length { get; private set; }

    /// <summary>Pinned: valid until something is added.</summary>
    public byte[] Array => bytes;

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(ReadOnlySpan<byte> part)
    {
        Reserve(part.Length);
        part.CopyTo(bytes.AsSpan(Length));
        Length += part.Length;
    }

    public void Add(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        Length += Encoding.UTF8.GetBytes(text, bytes.AsSpan(Length));
    }

    public void Add(int number)
    {
        Reserve(11);
        number.TryFormat(bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    private void Reserve(int more)
    {
        if (bytes.Length - Length < more)
        {
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Length + more, bytes.Length * 2), pinned: true);
            Span.CopyTo(larger);
            bytes = larger;
        }
    }
}
