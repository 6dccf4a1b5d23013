
namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Reads a running process's memory, and keeps some of it until the next look: neighbours are asked for one by one.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class LiveMemory(int processId)
{
    private const int LineBytes = 8192;
    private const int Lines = 512;

    private readonly byte[]?[] lines = new byte[]?[Lines];
    private readonly ulong[] tags = new ulong[Lines];

    public void Forget() => Array.Clear(tags);

    /// <returns>How many bytes there were, from the first one on.</returns>
    public int Read(ulong address, Span<byte> buffer)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            var at = address + (ulong)done;
            var offset = (int)(at % LineBytes);
            var count = Math.Min(buffer.Length - done, LineBytes - offset);
            if (Line(at - (ulong)offset) is not { } line)
            {
                // Where not all of a line is there: what is there all the same.
                return done + Native.ReadMemory(processId, at, buffer[done..]);
            }

            line.AsSpan(offset, count).CopyTo(buffer[done..]);
            done += count;
        }

        return done;
    }

    private byte[]? Line(ulong start)
    {
        var slot = (int)(start / LineBytes % Lines);
        if (tags[slot] == start && start != 0)
        {
            return lines[slot];
        }

        var line = lines[slot] ??= new byte[LineBytes];
        tags[slot] = 0;
        if (Native.ReadMemory(processId, start, line) < LineBytes)
        {
            return null;
        }

        tags[slot] = start;
        return line;
    }
}
