using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Torture.Rounds;

/// <summary>Below those that a system gives to connections on their way out, so that a port stays free until it is listened at.</summary>
internal static class Ports
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int next = Environment.ProcessId;

    /// <summary>No two are the same.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
