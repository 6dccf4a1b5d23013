using System.Threading.Tasks.Sources;
using ReefChaos.Load.Sockets;

namespace ReefChaos.Load.Tls;

/// <summary>The bytes of a connection as a stream, for what encrypts them: a read ends when the poller has seen something to read.</summary>
/// <param name="gate">Held by whoever tells of an event or of the end; the handshake's own thread takes it here.</param>
internal sealed class WireStream(Connection connection, Poller poller, Lock gate) : Stream, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> reading = new() { RunContinuationsAsynchronously = true };
    private Memory<byte> destination;
    private bool isReading;

    public bool IsClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>From now on whoever tells of an event goes on with what was read.</summary>
    public void GoOnInline() => reading.RunContinuationsAsynchronously = false;

    /// <summary>The poller saw something. Where nobody asks for it yet it is not told again until somebody does.</summary>
    public void Readable()
    {
        if (!isReading)
        {
            connection.ListenFor(reading: false, poller);
            return;
        }

        if (connection.TryRead(destination.Span, out var read))
        {
            isReading = false;
            if (read < 0)
            {
                reading.SetException(new IOException("The connection is lost."));
            }
            else
            {
                reading.SetResult(read);
            }
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            reading.Reset();
            if (IsClosed)
            {
                reading.SetResult(0);
            }
            else
            {
                (destination, isReading) = (buffer, true);
                connection.ListenFor(reading: true, poller);
            }

            return new ValueTask<int>(this, reading.Version);
        }
    }

    /// <exception cref="IOException">The connection is lost.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (gate)
        {
            if (IsClosed || !connection.TryWrite(buffer, poller))
            {
                throw new IOException("The connection is lost.");
            }
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
        catch (IOException e)
        {
            return ValueTask.FromException(e);
        }
    }

    /// <summary>The connection's socket is closed now, and may soon be another's. A read ends as at the end of the stream.</summary>
    public override void Close()
    {
        IsClosed = true;
        if (isReading)
        {
            isReading = false;
            reading.SetResult(0);
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => reading.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => reading.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        reading.OnCompleted(continuation, state, token, flags);
}
