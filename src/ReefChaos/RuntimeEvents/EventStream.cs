using System.Text;

namespace ReefChaos.RuntimeEvents;

/// <summary>Reads the event stream of a .NET runtime (the nettrace format, version 4), and hands each event over as it comes.</summary>
/// <remarks>
/// Of our own, since it gives stacks as bare addresses, which the attached runtime resolves: the usual library wants the
/// target to list all of its methods for that, which costs it more than all else here.
/// </remarks>
internal sealed class EventStream(Stream stream, EventHandler handler)
{
    private const byte BeginObject = 5;
    private const byte EndObject = 6;
    private const int LargestBlock = 64 << 20;
    private const int TraceSize = 48;

    private readonly Dictionary<int, EventKind> kinds = [];
    private readonly Dictionary<int, byte[]> stacks = [];
    private byte[] buffer = new byte[1 << 16];
    private long position;

    /// <summary>Returns when the stream ends.</summary>
    /// <exception cref="InvalidDataException">It is no such stream.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var start = await TakeAsync("Nettrace".Length + sizeof(int) + "!FastSerialization.1".Length, cancellationToken).ConfigureAwait(false);
        if (!start.Span.StartsWith("Nettrace"u8))
        {
            throw new InvalidDataException("the runtime sent no event stream");
        }

        while ((await TakeAsync(1, cancellationToken).ConfigureAwait(false)).Span[0] == BeginObject)
        {
            var type = await TypeAsync(cancellationToken).ConfigureAwait(false);
            if (type == "Trace")
            {
                await TakeAsync(TraceSize, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                Block(type, (await BlockAsync(cancellationToken).ConfigureAwait(false)).Span);
            }

            if ((await TakeAsync(1, cancellationToken).ConfigureAwait(false)).Span[0] != EndObject)
            {
                throw new InvalidDataException("the runtime's event stream is damaged");
            }
        }
    }

    private async Task<string> TypeAsync(CancellationToken cancellationToken)
    {
        // Begin of the type, no reference, version, oldest reader, length of the name.
        var head = await TakeAsync(2 + (3 * sizeof(int)), cancellationToken).ConfigureAwait(false);
        var name = await TakeAsync(BitConverter.ToInt32(head.Span[10..]), cancellationToken).ConfigureAwait(false);
        var type = Encoding.ASCII.GetString(name.Span);
        await TakeAsync(1, cancellationToken).ConfigureAwait(false);
        return type;
    }

    private async Task<ReadOnlyMemory<byte>> BlockAsync(CancellationToken cancellationToken)
    {
        var size = BitConverter.ToInt32((await TakeAsync(sizeof(int), cancellationToken).ConfigureAwait(false)).Span);
        await TakeAsync((int)(-position & 3), cancellationToken).ConfigureAwait(false);
        return await TakeAsync(size, cancellationToken).ConfigureAwait(false);
    }

    private void Block(string type, ReadOnlySpan<byte> block)
    {
        switch (type)
        {
            case "MetadataBlock":
                Kinds(new EventBlock(block));
                break;
            case "StackBlock":
                Stacks(new EventCursor(block));
                break;
            case "EventBlock":
                Events(new EventBlock(block));
                break;
        }
    }

    private void Kinds(EventBlock block)
    {
        while (block.Next())
        {
            var payload = new EventCursor(block.Payload);
            var id = payload.Int32();
            var provider = payload.Text();
            kinds[id] = new EventKind(provider, payload.Int32(), payload.Text());
        }
    }

    private void Stacks(EventCursor block)
    {
        var id = block.Int32();
        for (var left = block.Int32(); left > 0; left--)
        {
            stacks[id++] = block.Bytes(block.Int32()).ToArray();
        }
    }

    private void Events(EventBlock block)
    {
        while (block.Next())
        {
            if (kinds.TryGetValue(block.Kind, out var kind))
            {
                handler(new RuntimeEvent(kind, block.Thread, block.Time, block.Payload, stacks.GetValueOrDefault(block.Stack)));
            }
        }
    }

    /// <summary>Valid until the next call.</summary>
    private async Task<ReadOnlyMemory<byte>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        if (count is < 0 or > LargestBlock)
        {
            throw new InvalidDataException("the runtime's event stream is damaged");
        }

        if (buffer.Length < count)
        {
            buffer = new byte[count];
        }

        await stream.ReadExactlyAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        position += count;
        return buffer.AsMemory(0, count);
    }
}

internal delegate void EventHandler(RuntimeEvent happened);
