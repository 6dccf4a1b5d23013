using System.Net.Security;
using ReefChaos.Histories;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using ReefChaos.Load.Tls;
using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>Takes each flight through its request on a connection: connects, writes, reads, and tells the traffic what came of it. All of it with the gate held.</summary>
/// <param name="tls">Null for a target without TLS.</param>
internal sealed class Exchanges(
    Poller poller, ConnectionPool pool, TargetAddresses addresses, Traffic traffic, RunClock clock, bool keepsAlive, SslClientAuthenticationOptions? tls)
{
    private const int ReadBytes = 64 << 10;

    private readonly RequestWriter writer = new();
    private readonly byte[] buffer = new byte[ReadBytes];
    private int goodAddress;

    /// <summary>On an idle connection, or on a new one: the target's address is known, and the pool has room.</summary>
    public void Begin(Flight flight)
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

    /// <summary>The handshake is done.</summary>
    public void Secured(Connection connection) => Write(connection, connection.Flight!);

    /// <summary>What the poller saw.</summary>
    public void Serve(Connection connection, uint state)
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
        else if (connection.Tls is { } session)
        {
            session.Readable();
        }
        else if (connection.TryRead(buffer, out var read))
        {
            Read(connection, buffer.AsSpan(0, Math.Max(0, read)), isLost: read < 0);
        }
    }

    /// <summary>The connection ends, and with it what it carried.</summary>
    public Flight Detach(Connection connection)
    {
        var flight = Part(connection);
        pool.Close(connection);
        return flight;
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

    private void Connected(Connection connection)
    {
        if (connection.Connected(poller) is var error and not 0)
        {
            Refuse(connection, error);
            return;
        }

        goodAddress = connection.Address;
        if (tls is null)
        {
            Write(connection, connection.Flight!);
        }
        else
        {
            connection.Tls = new TlsSession(connection, this, poller, traffic.Gate, buffer);
            connection.Tls.Begin(tls);
        }
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
        var request = bytes.AsSpan(0, length);
        if (!(connection.Tls is { } session ? session.TryWrite(request) : connection.TryWrite(request, poller)))
        {
            Lose(connection, FailureKinds.Connection);
        }
    }

    /// <param name="bytes">None at the connection's end.</param>
    public void Read(Connection connection, ReadOnlySpan<byte> bytes, bool isLost)
    {
        if (connection.Flight is null)
        {
            // Closed while idle, or something that nobody asked for.
            pool.Close(connection);
            return;
        }

        var parser = connection.Parser;
        var used = bytes.IsEmpty ? 0 : parser.Read(bytes);
        if (bytes.IsEmpty && !isLost)
        {
            parser.End();
        }

        if (parser.IsDone)
        {
            Complete(connection, isWhole: !bytes.IsEmpty && used == bytes.Length);
        }
        else if (isLost || parser.Failure is not null)
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

    /// <summary>The connection cannot be had, or fails.</summary>
    public void Lose(Connection connection, string kind) => traffic.Failed(Detach(connection), kind, clock.Now);

    /// <summary>For the next request.</summary>
    private Flight Release(Connection connection)
    {
        var flight = Part(connection);
        pool.Keep(connection);
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
