using System.Text.Json;

namespace ReefChaos.Wire;

/// <summary>One JSON value a line over a stream, with a limit on a line's length.</summary>
/// <remarks>Synchronous throughout: it must work in a process whose thread pool is exhausted.</remarks>
public sealed class LineChannel(Stream stream, int maxLineBytes = LineChannel.MaxLineBytes) : IDisposable
{
    public const int MaxLineBytes = 1 << 20;

    private readonly byte[] buffer = new byte[8 << 10];
    private int start;
    private int end;

    /// <summary>Null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">The line is too long, or is not such a value.</exception>
    public T? Read<T>() where T : class
    {
        var line = new MemoryStream();
        while (true)
        {
            var newline = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            var take = (newline < 0 ? end : newline) - start;
            if (line.Length + take > maxLineBytes)
            {
                throw new InvalidDataException($"A line is longer than {maxLineBytes} bytes.");
            }

            line.Write(buffer, start, take);
            if (newline >= 0)
            {
                start = newline + 1;
                return Parse<T>(line);
            }

            start = 0;
            end = stream.Read(buffer, 0, buffer.Length);
            if (end <= 0)
            {
                end = 0;
                return null;
            }
        }
    }

    public void Write<T>(T value) where T : class
    {
        // One array of bytes, and no text: a second of load is long, and long texts are garbage of the costly kind.
        var line = JsonSerializer.SerializeToUtf8Bytes(value, ReefJson.Line);
        Array.Resize(ref line, line.Length + 1);
        line[^1] = (byte)'\n';
        stream.Write(line);
        stream.Flush();
    }

    public void Dispose() => stream.Dispose();

    private static T Parse<T>(MemoryStream line) where T : class
    {
        try
        {
            line.Position = 0;
            return JsonSerializer.Deserialize<T>(line, ReefJson.Line) ?? throw new InvalidDataException("A line holds null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"A line is not a valid {typeof(T).Name}: {e.Message}", e);
        }
    }
}
