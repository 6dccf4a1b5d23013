using System.Runtime.InteropServices;
using ReefChaos.Histories;
using ReefChaos.Load.Requests;
using ReefChaos.Load.Running;
using static ReefChaos.Load.Sockets.Libc;

namespace ReefChaos.Load.Sockets;

/// <summary>Takes each flight through its request on a connection: connects, writes, reads, and tells the traffic what came of it.</summary>
internal sealed unsafe class Exchanges(Poller poller, ConnectionPool pool, TargetAddresses addresses, Traffic traffic, RunClock clock, bool keepsAlive)
    : IDisposable
{
    private const int ReadBytes = 64 << 10;

    private readonly RequestWriter writer = new();
    private readonly byte* buffer = (byte*)NativeMemory.Alloc(ReadBytes);
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
        else if (connection.TryRead(buffer, ReadBytes, out var read))
        {
            Read(connection, read);
        }
    }

    /// <summary>The connection ends, and with it what it carried.</summary>
    public Flight Detach(Connection connection)
    {
        var flight = Part(connection);
        pool.Close(connection);
        return flight;
    }

    public void Dispose() => NativeMemory.Free(buffer);

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

    private static Flight Part(Connection connection)
    {
        var flight = connection.Flight!;
        flight.Carrier = null;
        connection.Flight = null;
        return flight;
    }
}
