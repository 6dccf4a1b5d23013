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
    private readonly LinkedList<Flight> waiting = new();
    private readonly ConnectionPool pool;
    private readonly TargetAddresses addresses;
    private readonly Traffic traffic;
    private readonly RunClock clock;
    private readonly bool keepsAlive;
    private int goodAddress;
    private int driver;

    public SocketTransport(LoadProfile profile, Uri target, Traffic traffic, RunClock clock)
    {
        this.traffic = traffic;
        this.clock = clock;
        keepsAlive = profile.Http.KeepAlive;
        pool = new ConnectionPool(profile.Http.MaxConnections ?? int.MaxValue);
        addresses = new TargetAddresses(target, poller.Wake);
    }

    public static bool Serves(LoadProfile profile, Uri target) =>
        OperatingSystem.IsLinux() && target.Scheme == Uri.UriSchemeHttp && profile.Http is { Version: HttpProtocol.Http11, Tls: null };

    public int Cores => 1;

    public void Send(Flight flight)
    {
        traffic.Departed(flight, clock.Now);
        if (addresses.Known is null && !addresses.IsUnknown)
        {
            addresses.Resolve();
        }

        if (addresses.Known is not null && pool.HasRoom)
        {
            Carry(flight);
        }
        else if (addresses.IsUnknown)
        {
            traffic.Failed(flight, FailureKinds.Dns, clock.Now);
        }
        else
        {
            waiting.AddLast(flight.Waiting);
        }
    }

    public void Abort(Flight flight)
    {
        if (flight.Carrier is Connection connection)
        {
            Detach(connection);
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
                if (poller.Event(i, out var key, out var state) && pool.Of(key) is { } connection)
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
        pool.CloseAll();
        poller.Dispose();
        NativeMemory.Free(buffer);
    }

    /// <summary>Those that wait for a name or a connection.</summary>
    private void ServeWaiting()
    {
        while (waiting.First is { } first && (addresses.Known is null ? addresses.IsUnknown : pool.HasRoom))
        {
            waiting.RemoveFirst();
            if (addresses.Known is null)
            {
                traffic.Failed(first.Value, FailureKinds.Dns, clock.Now);
            }
            else
            {
                first.Value.SentAt = clock.Now;
                Carry(first.Value);
            }
        }
    }

    private void Carry(Flight flight)
    {
        var idle = pool.TakeIdle();
        var connection = idle ?? pool.TakeClosed();
        connection.Flight = flight;
        flight.Carrier = connection;
        if (idle is null)
        {
            connection.Address = goodAddress;
            Connect(connection);
        }
        else
        {
            Write(connection, flight);
        }
    }

    private void Connect(Connection connection)
    {
        if (connection.Connect(addresses.Known![connection.Address], poller) is var error and not 0)
        {
            Refuse(connection, error);
        }
    }

    /// <summary>No connection: another address may do, what the worker itself lacks is its own fault, and all else is the target's.</summary>
    private void Refuse(Connection connection, int error)
    {
        var lack = error switch
        {
            EMFILE or ENFILE => Shortage.Descriptors,
            EADDRNOTAVAIL => Shortage.Ports,
            ENOBUFS or ENOMEM or ENOSPC => Shortage.Memory,
            _ => null,
        };
        if (lack is not null)
        {
            traffic.Unsent(Detach(connection), lack, clock.Now);
        }
        else if (connection.Address + 1 < addresses.Known!.Length)
        {
            connection.Close();
            connection.Address++;
            Connect(connection);
        }
        else
        {
            goodAddress = 0;
            Lose(connection, FailureKinds.Connection);
        }
    }

    private void Serve(Connection connection, uint state)
    {
        if (connection.IsConnecting)
        {
            Connected(connection);
        }
        else if ((state & EPOLLOUT) != 0 && connection.IsWriting)
        {
            if (!connection.TryWriteRest(poller))
            {
                Lose(connection, FailureKinds.Connection);
            }
        }
        else if (connection.TryRead(buffer, ReadBytes, out var read))
        {
            Read(connection, read);
        }
    }

    private void Connected(Connection connection)
    {
        if (connection.Connected(poller) is var error and not 0)
        {
            Refuse(connection, error);
            return;
        }

        goodAddress = connection.Address;
        Write(connection, connection.Flight!);
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
        if (!connection.TryWrite(bytes, length, poller))
        {
            Lose(connection, FailureKinds.Connection);
        }
    }

    private void Read(Connection connection, int read)
    {
        if (connection.Flight is null)
        {
            // Closed while idle, or something that nobody asked for.
            pool.Close(connection);
            return;
        }

        var parser = connection.Parser;
        var used = read > 0 ? parser.Read(new ReadOnlySpan<byte>(buffer, read)) : 0;
        if (read == 0)
        {
            parser.End();
        }

        if (parser.IsDone)
        {
            Complete(connection, isWhole: read > 0 && used == read);
        }
        else if (read < 0 || parser.Failure is not null)
        {
            Lose(connection, parser.Failure ?? FailureKinds.Connection);
        }
    }

    /// <param name="isWhole">Nothing follows the response, neither bytes nor the connection's end.</param>
    private void Complete(Connection connection, bool isWhole)
    {
        var reusable = isWhole && keepsAlive && connection.Parser.KeepsAlive && !connection.IsWriting;
        traffic.Answered(reusable ? Release(connection) : Detach(connection), clock.Now);
    }

    private void Lose(Connection connection, string kind) => traffic.Failed(Detach(connection), kind, clock.Now);

    /// <summary>For the next request.</summary>
    private Flight Release(Connection connection)
    {
        var flight = Part(connection);
        pool.Keep(connection);
        return flight;
    }

    private Flight Detach(Connection connection)
    {
        var flight = Part(connection);
        pool.Close(connection);
        return flight;
    }

    private static Flight Part(Connection connection)
    {
        var flight = connection.Flight!;
        flight.Carrier = null;
        connection.Flight = null;
        return flight;
    }
}
