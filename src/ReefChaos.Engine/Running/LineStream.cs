using System.Text;
using System.Text.Json;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>The runner's side of a <see cref="LineChannel"/>: the same lines, read and written without holding a thread.</summary>
internal sealed class LineStream(Stream input, Stream output) : IAsyncDisposable
{
    private readonly byte[] buffer = new byte[8 << 10];
    private readonly MemoryStream line = new();
    private int start;
    private int end;

    /// <summary>Of a stream that goes both ways.</summary>
    public LineStream(Stream stream) : this(stream, stream)
    {
    }

    /// <summary>A read that is cancelled loses nothing: the next one goes on where it was.</summary>
    /// <exception cref="EndOfStreamException">The other side closed.</exception>
    /// <exception cref="InvalidDataException">The line is too long, or is not such a value.</exception>
    public async Task<T> ReadAsync<T>(CancellationToken cancellationToken) where T : class
    {
        while (true)
        {
            var newline = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            Take(newline < 0 ? end : newline);
            if (newline >= 0)
            {
                start = newline + 1;
                return Parse<T>();
            }

            (start, end) = (0, 0);
            end = await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (end == 0)
            {
                throw new EndOfStreamException("The other side closed the connection.");
            }
        }
    }

    public async Task WriteAsync<T>(T value, CancellationToken cancellationToken) where T : class
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, ReefJson.Line) + "\n"), cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await input.DisposeAsync().ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
    }

    private void Take(int until)
    {
        if (line.Length + until - start > LineChannel.MaxLineBytes)
        {
            throw new InvalidDataException($"A line is longer than {LineChannel.MaxLineBytes} bytes.");
        }

        line.Write(buffer, start, until - start);
        start = until;
    }

    private T Parse<T>() where T : class
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
        finally
        {
            line.SetLength(0);
        }
    }
}
