using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Tests.Load;

/// <summary>A TCP listener that behaves by the path, as each case of its <c>AnswerAsync</c> says.</summary>
internal sealed class StubTarget : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> connections = [];
    private readonly Dictionary<string, int> requests = [];

    public StubTarget()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        Url = $"http://{listener.LocalEndPoint}";
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
            // No request here is larger than a read.
            for (int read; (read = await connection.ReceiveAsync(buffer)) > 0;)
            {
                var path = Encoding.ASCII.GetString(buffer, 0, read).Split(' ')[1];
                lock (requests)
                {
                    requests[path] = requests.GetValueOrDefault(path) + 1;
                }

                await AnswerAsync(connection, path);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer has gone, or we have reset it.
        }
    }

    private async Task AnswerAsync(Socket connection, string path)
    {
        switch (path)
        {
            case "/ok":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
                break;
            case "/busy":
                await connection.SendAsync("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                break;
            case "/garbage":
                await connection.SendAsync("SMTP ready when you are, please go on\r\n\r\n"u8.ToArray());
                break;
            case "/half":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf"u8.ToArray());
                connection.Close();
                break;
            case "/endless":
                await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
                for (var part = new byte[1 << 20]; ;)
                {
                    await connection.SendAsync(part);
                }

            case "/chunked":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"u8.ToArray());
                break;
            case "/to-the-end":
                await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\nok"u8.ToArray());
                connection.Close();
                break;
            case "/once":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray());
                connection.Close();
                break;
            case "/then-close":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
                connection.Close();
                break;
            case "/swallow":
                for (long left = 8 << 20, read = 0; (left -= read) > 16 << 10;)
                {
                    read = await connection.ReceiveAsync(new byte[64 << 10]);
                }

                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                break;
            case "/login":
                await connection.SendAsync("HTTP/1.1 200 OK\r\nX-Session: s 1\r\nContent-Length: 24\r\n\r\n{\"user\":{\"token\":\"t/1\"}}"u8.ToArray());
                break;
            case "/reset":
                connection.LingerState = new LingerOption(true, 0);
                connection.Close();
                break;
            case var _ when Unknown is { } answer:
                await connection.SendAsync(Encoding.ASCII.GetBytes(answer));
                break;
        }
    }
}
