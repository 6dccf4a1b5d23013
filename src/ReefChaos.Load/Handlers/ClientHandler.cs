using System.Net;
using System.Net.Sockets;
using ReefChaos.Load.Sockets;
using ReefChaos.Load.Tls;
using ReefChaos.Plans;

namespace ReefChaos.Load.Handlers;

/// <summary>.NET's HTTP handler, told to add nothing of its own to the requests and their answers.</summary>
internal static class ClientHandler
{
    public static SocketsHttpHandler For(LoadProfile profile, Uri target) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxConnectionsPerServer = profile.Http.MaxConnections ?? int.MaxValue,
        EnableMultipleHttp2Connections = true,
        // The request's own timeout ends it first.
        ConnectTimeout = profile.Timeout.Value + TimeSpan.FromSeconds(1),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
        PooledConnectionLifetime = profile.Http.KeepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        MaxResponseDrainSize = 0,
        // Requests bear the name that the certificate has, and go to the target all the same.
        ConnectCallback = (_, cancellation) => ConnectAsync(target, cancellation),
        SslOptions = { RemoteCertificateValidationCallback = CertificateCheck.For(profile.Http) },
    };

    private static async ValueTask<Stream> ConnectAsync(Uri target, CancellationToken cancellation)
    {
        if (Descriptors.AreShort())
        {
            throw new SocketException((int)SocketError.TooManyOpenSockets);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(target.DnsSafeHost, target.Port), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
