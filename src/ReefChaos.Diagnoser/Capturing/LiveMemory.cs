
namespace ReefChaos.Diagnoser.Capturing;

/// <summary>Reads a running process's memory, and keeps some of it until the next look: neighbours are asked for one by one.</summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class LiveMemory(int processId)
{
    private const int LineBytes = 8192;
    private const int Lines = 512;

    /// <summary>Lines that are read at once where memory is read on and on, as a heap is.</summary>
    private const int Ahead = 16;

    private readonly byte[]?[] lines = new byte[]?[Lines];
    private readonly ulong[] tags = new ulong[Lines];
    private readonly byte[] several = new byte[Ahead * LineBytes];
    private ulong next;

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

        var count = start == next ? Ahead : 1;
        var whole = Native.ReadMemory(processId, start, several.AsSpan(0, count * LineBytes)) / LineBytes;
        for (var i = 0; i < whole; i++)
        {
            Keep(start + (ulong)(i * LineBytes), several.AsSpan(i * LineBytes, LineBytes));
        }

        next = start + (ulong)(Math.Max(1, whole) * LineBytes);
        return whole > 0 ? lines[slot] : null;
    }

    private void Keep(ulong start, ReadOnlySpan<byte> bytes)
    {
        var slot = start / LineBytes % Lines;
        bytes.CopyTo(lines[slot] ??= new byte[LineBytes]);
        tags[slot] = start;
    }
}
