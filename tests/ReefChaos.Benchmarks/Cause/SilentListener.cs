using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Takes connections, and reads nothing and says nothing.</summary>
internal sealed class SilentListener : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> taken = [];

    public SilentListener()
    {
        listener.Start(1_000);
        _ = TakeAsync();
    }

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    public void Dispose()
    {
        listener.Stop();
        lock (taken)
        {
            taken.ForEach(t => t.Dispose());
            taken.Clear();
        }
    }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                lock (taken)
                {
                    taken.Add(socket);
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }
}
