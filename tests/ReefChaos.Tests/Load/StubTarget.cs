using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ReefChaos.Tests.Load;

/// <summary>A TCP listener that behaves by the path, as each case of its <c>AnswerAsync</c> says.</summary>
internal sealed class StubTarget : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> connections = [];
    private readonly Dictionary<string, int> requests = [];

    private readonly X509Certificate2? certificate;

    public StubTarget(bool tls = false)
    {
        certificate = tls ? TestCertificate.Make().Certificate : null;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        Url = $"{(tls ? "https" : "http")}://{listener.LocalEndPoint}";
        _ = AcceptAsync();
    }

    public string Url { get; }

    /// <summary>The answer to all other paths; null for none.</summary>
    public string? Unknown { get; set; }

    /// <summary>How many connections it has taken.</summary>
    public int Connections
    {
        get
        {
            lock (connections)
            {
                return connections.Count;
            }
        }
    }

    public int RequestsOf(string path)
    {
        lock (requests)
        {
            return requests.GetValueOrDefault(path);
        }
    }

    public void Dispose()
    {
        listener.Dispose();
        lock (connections)
        {
            connections.ForEach(c => c.Dispose());
        }

        certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync();
                lock (connections)
                {
                    connections.Add(connection);
                }

                _ = ServeAsync(connection);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        var buffer = new byte[4096];
        try
        {
            await using var stream = await OpenAsync(connection);

            // No request here is larger than a read.
            for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
            {
                var path = Encoding.ASCII.GetString(buffer, 0, read).Split(' ')[1];
                lock (requests)
                {
                    requests[path] = requests.GetValueOrDefault(path) + 1;
                }

                await AnswerAsync(connection, stream, path);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The peer has gone, or we have reset it.
        }
    }

    private async Task<Stream> OpenAsync(Socket connection)
    {
        var wire = new NetworkStream(connection);
        if (certificate is null)
        {
            return wire;
        }

        var secure = new SslStream(wire);
        await secure.AuthenticateAsServerAsync(certificate);
        return secure;
    }

    private async Task AnswerAsync(Socket connection, Stream stream, string path)
    {
        switch (path)
        {
            case "/ok":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
                break;
            case "/busy":
                await stream.WriteAsync("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                break;
            case "/garbage":
                await stream.WriteAsync("SMTP ready when you are, please go on\r\n\r\n"u8.ToArray());
                break;
            case "/half":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf"u8.ToArray());
                connection.Close();
                break;
            case "/endless":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
                for (var part = new byte[1 << 20]; ;)
                {
                    await stream.WriteAsync(part);
                }

            case "/chunked":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"u8.ToArray());
                break;
            case "/to-the-end":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\nok"u8.ToArray());
                connection.Close();
                break;
            case "/once":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
                connection.Close();
                break;
            case "/then-close":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
                connection.Close();
                break;
            case "/swallow":
                for (long left = 8 << 20, read = 0; (left -= read) > 16 << 10;)
                {
                    read = await stream.ReadAsync(new byte[64 << 10]);
                }

                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                break;
            case "/login":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-Session: s 1\r\nContent-Length: 24\r\n\r\n{\"user\":{\"token\":\"t/1\"}}"u8.ToArray());
                break;
            case "/reset":
                connection.LingerState = new LingerOption(true, 0);
                connection.Close();
                break;
            case var _ when Unknown is { } answer:
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
                break;
        }
    }
}
