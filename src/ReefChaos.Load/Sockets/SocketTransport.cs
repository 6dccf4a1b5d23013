using System.Runtime.InteropServices;
using ReefChaos.Histories;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Plans;
using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>The fast path: plain HTTP/1.1 on Linux, all on the driver's one thread, without an allocation for a request.</summary>
/// <remarks>
/// A request on a kept-alive connection that the target closes before any answer has failed: it is not sent again. That an idle
/// connection is closed shows at once, so only a close that crosses a request counts so.
/// </remarks>
internal sealed unsafe class SocketTransport : ITransport
{
    private const int ReadBytes = 64 << 10;

    private readonly Poller poller = new();
    private readonly RequestWriter writer = new();
    private readonly byte* buffer = (byte*)NativeMemory.Alloc(ReadBytes);
    private readonly List<Connection> connections = [];
    private readonly Stack<Connection> closed = new();
    private readonly LinkedList<Connection> idle = new();
    private readonly LinkedList<Flight> waiting = new();
    private readonly TargetAddresses addresses;
    private readonly Traffic traffic;
    private readonly RunClock clock;
    private readonly bool keepsAlive;
    private readonly int maxConnections;
    private int goodAddress;
    private int driver;

    public SocketTransport(LoadProfile profile, Uri target, Traffic traffic, RunClock clock)
    {
        this.traffic = traffic;
        this.clock = clock;
        keepsAlive = profile.Http.KeepAlive;
        maxConnections = profile.Http.MaxConnections ?? int.MaxValue;
        addresses = new TargetAddresses(target, poller.Wake);
    }

    public static bool Serves(LoadProfile profile, Uri target) =>
        OperatingSystem.IsLinux() && target.Scheme == Uri.UriSchemeHttp && profile.Http is { Version: HttpProtocol.Http11, Tls: null };

    public int Cores => 1;

    private int OpenCount => connections.Count - closed.Count;

    public void Send(Flight flight)
    {
        if (idle.First is { } recent)
        {
            idle.RemoveFirst();
            Carry(recent.Value, flight);
        }
        else if (addresses.Known is null && addresses.IsUnknown)
        {
            traffic.Departed(flight, clock.Now);
            traffic.Failed(flight, FailureKinds.Dns, clock.Now);
        }
        else if (addresses.Known is null || OpenCount >= maxConnections)
        {
            if (addresses.Known is null)
            {
                addresses.Resolve();
            }

            traffic.Departed(flight, clock.Now);
            waiting.AddLast(flight.Waiting);
        }
        else
        {
            Open(flight);
        }
    }

    public void Abort(Flight flight)
    {
        if (flight.Carrier is Connection connection)
        {
            flight.Carrier = null;
            connection.Flight = null;
            Close(connection);
        }
        else
        {
            waiting.Remove(flight.Waiting);
        }
    }

    public void Wait(long until)
    {
        if (driver == 0)
        {
            driver = Environment.CurrentManagedThreadId;
            ThreadTiming.Sharpen();
        }

        var count = poller.Wait(clock.ToAbsolute(until), RunClock.Absolute);
        lock (traffic.Gate)
        {
            for (var i = 0; i < count; i++)
            {
                if (poller.Event(i, out var key, out var state) && connections[(int)(uint)key] is var connection && connection.Key == key)
                {
                    Serve(connection, state);
                }
            }

            ServeWaiting();
        }
    }

    public void Wake()
    {
        if (Environment.CurrentManagedThreadId != driver)
        {
            poller.Wake();
        }
    }

    public void Dispose()
    {
        foreach (var connection in connections.Where(c => c.Socket >= 0))
        {
            _ = close(connection.Socket);
        }

        poller.Dispose();
        NativeMemory.Free(buffer);
    }

    private void Serve(Connection connection, uint state)
    {
        if (connection.IsConnecting)
        {
            Connected(connection);
        }
        else if ((state & EPOLLOUT) != 0 && connection.UnwrittenEnd > 0)
        {
            WriteRest(connection);
        }
        else
        {
            Read(connection);
        }
    }

    /// <summary>Those that wait for a name or a connection.</summary>
    private void ServeWaiting()
    {
        if (waiting.First is null)
        {
            return;
        }

        if (addresses.Known is null && addresses.IsUnknown)
        {
            while (waiting.First is { } lost)
            {
                waiting.RemoveFirst();
                traffic.Failed(lost.Value, FailureKinds.Dns, clock.Now);
            }
        }

        while (waiting.First is { } first && addresses.Known is not null && (idle.First is not null || OpenCount < maxConnections))
        {
            waiting.RemoveFirst();
            if (idle.First is { } recent)
            {
                idle.RemoveFirst();
                Carry(recent.Value, first.Value);
            }
            else
            {
                Open(first.Value);
            }
        }
    }

    private void Open(Flight flight)
    {
        var connection = closed.TryPop(out var used) ? used : Add();
        connection.Flight = flight;
        connection.Address = goodAddress;
        flight.Carrier = connection;
        if (!flight.Departed)
        {
            traffic.Departed(flight, clock.Now);
        }

        Connect(connection);
    }

    private Connection Add()
    {
        var connection = new Connection(connections.Count);
        connections.Add(connection);
        return connection;
    }

    private void Connect(Connection connection)
    {
        var address = addresses.Known![connection.Address];
        var file = socket(address[0], SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (file < 0)
        {
            Refuse(connection, Marshal.GetLastSystemError());
            return;
        }

        connection.Socket = file;
        connection.Generation++;
        connection.IsConnecting = true;
        var one = 1;
        _ = setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(int));
        fixed (byte* raw = address)
        {
            if (connect(file, raw, (uint)address.Length) != 0 && Marshal.GetLastSystemError() is var error and not EINPROGRESS)
            {
                Refuse(connection, error);
                return;
            }
        }

        if (!poller.TryAdd(file, EPOLLIN | EPOLLOUT, connection.Key))
        {
            Refuse(connection, Marshal.GetLastSystemError());
        }
    }

    private void Connected(Connection connection)
    {
        int error;
        uint length = sizeof(int);
        _ = getsockopt(connection.Socket, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error != 0)
        {
            Refuse(connection, error);
            return;
        }

        goodAddress = connection.Address;
        connection.IsConnecting = false;
        poller.Change(connection.Socket, EPOLLIN, connection.Key);
        Write(connection, connection.Flight!);
    }

    /// <summary>No connection: another address may do, what the worker itself lacks is its own fault, and all else is the target's.</summary>
    private void Refuse(Connection connection, int error)
    {
        var flight = connection.Flight!;
        if (error is EMFILE or ENFILE or ENOBUFS or ENOMEM or ENOSPC or EADDRNOTAVAIL)
        {
            Detach(connection);
            traffic.Unsent(
                flight, error is EMFILE or ENFILE ? Shortage.Descriptors : error is EADDRNOTAVAIL ? Shortage.Ports : Shortage.Memory, clock.Now);
        }
        else if (connection.Address + 1 < addresses.Known!.Length)
        {
            CloseSocket(connection);
            connection.Address++;
            Connect(connection);
        }
        else
        {
            goodAddress = 0;
            Lose(connection, FailureKinds.Connection);
        }
    }

    /// <summary>Puts a request on a connection that is open and has none.</summary>
    private void Carry(Connection connection, Flight flight)
    {
        connection.Flight = flight;
        flight.Carrier = connection;
        if (!flight.Departed)
        {
            traffic.Departed(flight, clock.Now);
        }
        else
        {
            flight.SentAt = clock.Now;
        }

        Write(connection, flight);
    }

    private void Write(Connection connection, Flight flight)
    {
        if (!writer.TryWrite(flight, out var bytes, out var length))
        {
            // The connection is as good as before.
            Release(connection);
            traffic.Failed(flight, FailureKinds.Extraction, clock.Now);
            return;
        }

        connection.Parser.Begin(flight.Step, flight.Answer);
        var written = send(connection.Socket, Pinned(bytes), length, MSG_NOSIGNAL);
        if (written == length)
        {
            return;
        }

        if (written < 0 && Marshal.GetLastSystemError() != EAGAIN)
        {
            Lose(connection, FailureKinds.Connection);
            return;
        }

        var start = (int)Math.Max(0, written);
        connection.Unwritten = bytes.AsSpan(start, length - start).ToArray();
        (connection.UnwrittenStart, connection.UnwrittenEnd) = (0, length - start);
        poller.Change(connection.Socket, EPOLLIN | EPOLLOUT, connection.Key);
    }

    private void WriteRest(Connection connection)
    {
        nint written;
        fixed (byte* rest = &connection.Unwritten[connection.UnwrittenStart])
        {
            written = send(connection.Socket, rest, connection.UnwrittenEnd - connection.UnwrittenStart, MSG_NOSIGNAL);
        }

        if (written < 0 && Marshal.GetLastSystemError() != EAGAIN)
        {
            Lose(connection, FailureKinds.Connection);
            return;
        }

        connection.UnwrittenStart += (int)Math.Max(0, written);
        if (connection.UnwrittenStart == connection.UnwrittenEnd)
        {
            (connection.UnwrittenStart, connection.UnwrittenEnd) = (0, 0);
            poller.Change(connection.Socket, EPOLLIN, connection.Key);
        }
    }

    private void Read(Connection connection)
    {
        var read = (int)recv(connection.Socket, buffer, ReadBytes, 0);
        if (read < 0 && Marshal.GetLastSystemError() is EAGAIN or EINTR)
        {
            return;
        }

        if (connection.Flight is not { } flight)
        {
            // Closed while idle, or something that nobody asked for.
            idle.Remove(connection.Idle);
            Close(connection);
            return;
        }

        var parser = connection.Parser;
        if (read > 0)
        {
            var used = parser.Read(new ReadOnlySpan<byte>(buffer, read));
            if (parser.IsDone)
            {
                Complete(connection, flight, clean: used == read);
                return;
            }
        }
        else
        {
            if (read == 0)
            {
                parser.End();
            }

            if (parser.IsDone)
            {
                Complete(connection, flight, clean: false);
                return;
            }

            Lose(connection, parser.Failure ?? FailureKinds.Connection);
            return;
        }

        if (parser.Failure is { } failure)
        {
            Lose(connection, failure);
        }
    }

    /// <param name="clean">Nothing follows the response.</param>
    private void Complete(Connection connection, Flight flight, bool clean)
    {
        if (clean && keepsAlive && connection.Parser.KeepsAlive && connection.UnwrittenEnd == 0)
        {
            Release(connection);
        }
        else
        {
            Detach(connection);
        }

        traffic.Answered(flight, clock.Now);
    }

    private void Lose(Connection connection, string kind)
    {
        var flight = connection.Flight!;
        Detach(connection);
        traffic.Failed(flight, kind, clock.Now);
    }

    /// <summary>For the next request: the one used last goes first, so that the others may age.</summary>
    private void Release(Connection connection)
    {
        connection.Flight!.Carrier = null;
        connection.Flight = null;
        idle.AddFirst(connection.Idle);
    }

    private void Detach(Connection connection)
    {
        connection.Flight!.Carrier = null;
        connection.Flight = null;
        Close(connection);
    }

    private void Close(Connection connection)
    {
        CloseSocket(connection);
        closed.Push(connection);
    }

    private static void CloseSocket(Connection connection)
    {
        if (connection.Socket >= 0)
        {
            _ = close(connection.Socket);
        }

        connection.Socket = -1;
        connection.IsConnecting = false;
        connection.UnwrittenStart = connection.UnwrittenEnd = 0;
    }

    private static byte* Pinned(byte[] bytes) => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
}
