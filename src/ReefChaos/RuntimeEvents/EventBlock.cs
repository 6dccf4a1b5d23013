namespace ReefChaos.RuntimeEvents;

/// <summary>Takes the events out of one block of the stream; each header tells only what differs from the one before.</summary>
internal ref struct EventBlock
{
    private const int Compressed = 1;

    private EventCursor cursor;
    private int kind;
    private ulong thread;
    private int stack;
    private int length;
    private ulong time;

    public EventBlock(ReadOnlySpan<byte> block)
    {
        var header = new EventCursor(block);
        var size = header.Int16();
        IsReadable = (header.Int16() & Compressed) != 0 && size <= block.Length;
        cursor = new EventCursor(IsReadable ? block[size..] : default);
    }

    /// <summary>False for the older, uncompressed form, which runtimes since .NET 5 do not send.</summary>
    public bool IsReadable { get; }

    public readonly int Kind => kind;

    public readonly ulong Thread => thread;

    public readonly int Stack => stack;

    public readonly long Time => (long)time;

    public ReadOnlySpan<byte> Payload { get; private set; }

    public bool Next()
    {
        if (cursor.IsAtEnd)
        {
            return false;
        }

        var has = cursor.Byte();
        if ((has & 1) != 0)
        {
            kind = (int)cursor.Variable();
        }

        if ((has & 2) != 0)
        {
            // Sequence number, capturing thread and processor: of no use here.
            cursor.Variable();
            cursor.Variable();
            cursor.Variable();
        }

        if ((has & 4) != 0)
        {
            thread = cursor.Variable();
        }

        if ((has & 8) != 0)
        {
            stack = (int)cursor.Variable();
        }

        time += cursor.Variable();
        cursor.Bytes((has & 16) != 0 ? 16 : 0);
        cursor.Bytes((has & 32) != 0 ? 16 : 0);
        if ((has & 128) != 0)
        {
            length = (int)cursor.Variable();
        }

        Payload = cursor.Bytes(length);
        return true;
    }
}
