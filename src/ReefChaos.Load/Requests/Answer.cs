namespace ReefChaos.Load.Requests;

/// <summary>Of an answer what its step wants to know. Its body is kept only where a check or an extraction reads it.</summary>
internal sealed class Answer
{
    /// <summary>A longer body is not read.</summary>
    public const int MaxBodyBytes = 16 << 20;

    private byte[] body = [];
    private string?[] headers = [];
    private int length;

    public int Status { get; set; }

    /// <summary>Of a gRPC call; null where none came.</summary>
    public int? GrpcStatus { get; set; }

    public ReadOnlyMemory<byte> Body => body.AsMemory(0, length);

    /// <summary>Of the step's extractions from headers, in their order; null where it did not come.</summary>
    public Span<string?> Headers => headers;

    public void Clear(int headerCount)
    {
        Status = 0;
        GrpcStatus = null;
        length = 0;
        if (headers.Length != headerCount)
        {
            headers = new string?[headerCount];
        }
        else
        {
            headers.AsSpan().Clear();
        }
    }

    public void Append(ReadOnlySpan<byte> part)
    {
        if (body.Length - length < part.Length)
        {
            Array.Resize(ref body, Math.Max(length + part.Length, Math.Max(4096, body.Length * 2)));
        }

        part.CopyTo(body.AsSpan(length));
        length += part.Length;
    }
}
