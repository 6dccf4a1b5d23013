using System.Diagnostics;
using System.Net.Sockets;

namespace ReefChaos.Agent.Control;

/// <summary>A blocking socket whose reads must all be done by a deadline, until that is lifted.</summary>
/// <remarks>A receive timeout alone would begin anew with each byte that drops in.</remarks>
internal sealed class DeadlineStream(Socket socket, TimeSpan limit) : Stream
{
    private readonly long started = Stopwatch.GetTimestamp();
    private bool lifted;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void LiftDeadline()
    {
        lifted = true;
        socket.ReceiveTimeout = 0;
    }

    /// <exception cref="IOException">The deadline passed, or the connection broke.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            if (!lifted)
            {
                var left = limit - Stopwatch.GetElapsedTime(started);
                socket.ReceiveTimeout = left > TimeSpan.Zero ? (int)Math.Ceiling(left.TotalMilliseconds) : throw new IOException("Too late.");
            }

            return socket.Receive(buffer, offset, count, SocketFlags.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <exception cref="IOException">The other side does not take it, or is gone.</exception>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            for (var sent = 0; sent < count;)
            {
                sent += socket.Send(buffer, offset + sent, count - sent, SocketFlags.None);
            }
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        socket.Dispose();
        base.Dispose(disposing);
    }
}
