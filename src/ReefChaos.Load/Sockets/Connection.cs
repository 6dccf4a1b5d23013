using System.Runtime.InteropServices;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Load.Tls;
using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>A socket to the target that never blocks, and the request on it. Once closed it can connect anew.</summary>
internal sealed unsafe class Connection
{
    private uint generation;
    private ByteBuffer? unwritten;
    private int unwrittenStart;
    private bool isDeaf;

    public Connection(int slot)
    {
        Slot = slot;
        Idle = new LinkedListNode<Connection>(this);
    }

    public int Slot { get; }

    /// <summary>Differs for each socket in this slot, so that an event of the one before is known as such.</summary>
    public ulong Key => ((ulong)generation << 32) | (uint)Slot;

    /// <summary>-1 when closed.</summary>
    public int Socket { get; private set; } = -1;

    public bool IsConnecting { get; private set; }

    /// <summary>Some of the request has not been taken by the system yet.</summary>
    public bool IsWriting => unwritten is not null;

    /// <summary>Null while it is idle.</summary>
    public Flight? Flight { get; set; }

    /// <summary>Which of the target's addresses it tries, or has.</summary>
    public int Address { get; set; }

    /// <summary>Null without TLS, and before it is connected.</summary>
    public TlsSession? Tls { get; set; }

    public ResponseParser Parser { get; } = new();

    /// <summary>Its place among the idle ones.</summary>
    public LinkedListNode<Connection> Idle { get; }

    /// <returns>0 when it is under way: the poller tells when it is decided; else the system's error.</returns>
    public int Connect(byte[] address, Poller poller)
    {
        Socket = socket(address[0], SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (Socket < 0)
        {
            return Marshal.GetLastSystemError();
        }

        if (Descriptors.IsSpare(Socket))
        {
            return EMFILE;
        }

        generation++;
        IsConnecting = true;
        var one = 1;
        _ = setsockopt(Socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(int));
        fixed (byte* raw = address)
        {
            if (connect(Socket, raw, (uint)address.Length) != 0 && Marshal.GetLastSystemError() is var error and not EINPROGRESS)
            {
                return error;
            }
        }

        return poller.TryAdd(Socket, EPOLLIN | EPOLLOUT, Key) ? 0 : Marshal.GetLastSystemError();
    }

    /// <returns>0 when it is connected; else the system's error.</returns>
    public int Connected(Poller poller)
    {
        int error;
        uint length = sizeof(int);
        _ = getsockopt(Socket, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error == 0)
        {
            IsConnecting = false;
            Watch(poller);
        }

        return error;
    }

    /// <summary>What the system does not take at once is kept, and the poller tells when to go on.</summary>
    /// <returns>False when the connection is lost.</returns>
    public bool TryWrite(ReadOnlySpan<byte> bytes, Poller poller)
    {
        if (unwritten is not null)
        {
            unwritten.Add(bytes);
            return true;
        }

        nint written;
        fixed (byte* first = bytes)
        {
            written = send(Socket, first, bytes.Length, MSG_NOSIGNAL);
        }

        if (written == bytes.Length)
        {
            return true;
        }

        if (written < 0 && Marshal.GetLastSystemError() != EAGAIN)
        {
            return false;
        }

        unwritten = new ByteBuffer();
        unwritten.Add(bytes[(int)Math.Max(0, written)..]);
        unwrittenStart = 0;
        Watch(poller);
        return true;
    }

    /// <returns>False when the connection is lost.</returns>
    public bool TryWriteRest(Poller poller)
    {
        nint written;
        var rest = unwritten!.Span[unwrittenStart..];
        fixed (byte* first = rest)
        {
            written = send(Socket, first, rest.Length, MSG_NOSIGNAL);
        }

        if (written < 0)
        {
            return Marshal.GetLastSystemError() == EAGAIN;
        }

        unwrittenStart += (int)written;
        if (unwrittenStart == unwritten.Length)
        {
            unwritten = null;
            Watch(poller);
        }

        return true;
    }

    /// <returns>False when there is nothing to read now.</returns>
    /// <param name="read">0 at the end; negative when the connection is lost.</param>
    public bool TryRead(Span<byte> buffer, out int read)
    {
        fixed (byte* first = buffer)
        {
            read = (int)recv(Socket, first, buffer.Length, 0);
        }

        return read >= 0 || Marshal.GetLastSystemError() is not (EAGAIN or EINTR);
    }

    /// <summary>Whether the poller tells when there is something to read; without it also the end is told only once.</summary>
    public void ListenFor(bool reading, Poller poller)
    {
        if (isDeaf == reading)
        {
            isDeaf = !reading;
            Watch(poller);
        }
    }

    public void Close()
    {
        Tls?.Dispose();
        Tls = null;
        if (Socket >= 0)
        {
            _ = close(Socket);
        }

        Socket = -1;
        IsConnecting = false;
        isDeaf = false;
        unwritten = null;
    }

    private void Watch(Poller poller) => poller.Change(Socket, (isDeaf, IsWriting) switch
    {
        (true, true) => EPOLLOUT,
        (true, false) => EPOLLONESHOT,
        (false, true) => EPOLLIN | EPOLLOUT,
        _ => EPOLLIN,
    }, Key);
}
