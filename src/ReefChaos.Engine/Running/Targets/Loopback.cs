using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Engine.Running.Targets;

internal static class Loopback
{
    /// <summary>The port that is wanted, else any free one. Another process might take it before the target does.</summary>
    /// <exception cref="EnvironmentLacksException">The wanted port is taken.</exception>
    public static int FreePort(int? wanted = null)
    {
        using var listener = new TcpListener(IPAddress.Loopback, wanted ?? 0);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException e)
        {
            throw new EnvironmentLacksException(
                $"Port {wanted} of 127.0.0.1 cannot be listened on: {e.Message}. Free it, or leave 'target: port' out, and a free one is taken.", e);
        }
    }
}
