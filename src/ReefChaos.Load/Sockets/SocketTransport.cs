using ReefChaos.Histories;
using ReefChaos.Load.Running;
using ReefChaos.Load.Tls;
using ReefChaos.Plans;

namespace ReefChaos.Load.Sockets;

/// <summary>The fast path: HTTP/1.1 on Linux, all but the handshakes of TLS on the driver's one thread, and without an allocation for a request.</summary>
/// <remarks>
/// A request on a kept-alive connection that the target closes before any answer has failed: it is not sent again. That an idle
/// connection is closed shows at once, so only a close that crosses a request counts so.
/// </remarks>
internal sealed class SocketTransport : ITransport
{
    private readonly Poller poller = new();
    private readonly LinkedList<Flight> waiting = new();
    private readonly ConnectionPool pool;
    private readonly TargetAddresses addresses;
    private readonly Traffic traffic;
    private readonly RunClock clock;
    private readonly Exchanges exchanges;
    private int driver;

    public SocketTransport(LoadProfile profile, Uri target, Traffic traffic, RunClock clock)
    {
        this.traffic = traffic;
        this.clock = clock;
        pool = new ConnectionPool(profile.Http.MaxConnections ?? int.MaxValue);
        addresses = new TargetAddresses(target, poller.Wake);
        exchanges = new Exchanges(poller, pool, addresses, traffic, clock, profile.Http.KeepAlive, TlsOptions.For(profile.Http, target));
    }

    public static bool Serves(LoadProfile profile, Uri target) =>
        OperatingSystem.IsLinux() && profile.Http.Version == HttpProtocol.Http11 && (target.Scheme == Uri.UriSchemeHttp || profile.Http.KeepAlive);

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
            exchanges.Begin(flight);
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
            exchanges.Detach(connection);
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
                    exchanges.Serve(connection, state);
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
        lock (traffic.Gate)
        {
            pool.CloseAll();
        }

        poller.Dispose();
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
                exchanges.Begin(first.Value);
            }
        }
    }
}
