using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Benchmarks.Load;

/// <summary>
/// Bare sockets that answer after 20 ms, and keep a record of when the system took each answer: a web server knows only when it
/// began to write one. <c>GET /?n=7</c> is recorded as number 7, and <c>GET /record</c> gives the record.
/// </summary>
internal static class SlowTarget
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20);
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\nHello, World!"u8.ToArray();
    private static readonly long[] Answered = new long[1 << 16];

    public static async Task<string> RunAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        while (true)
        {
            _ = ServeAsync(await listener.AcceptAsync());
        }
    }

    /// <summary>A request fits into one read, and none follows before its answer.</summary>
    private static async Task ServeAsync(Socket connection)
    {
        using var _ = connection;
        connection.NoDelay = true;
        var buffer = new byte[2048];
        try
        {
            for (int read; (read = await connection.ReceiveAsync(buffer)) > 0;)
            {
                if (buffer.AsSpan(0, read).StartsWith("GET /record"u8))
                {
                    var record = string.Join(',', Answered);
                    await connection.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {record.Length}\r\n\r\n{record}"));
                    continue;
                }

                var numbered = buffer.AsSpan(0, read).StartsWith("GET /?n="u8) && Utf8Parser.TryParse(buffer.AsSpan(8), out int number, out var _) ? number : -1;
                await Task.Delay(Latency);
                await connection.SendAsync(Answer);
                if (numbered >= 0)
                {
                    Answered[numbered] = Stopwatch.GetTimestamp();
                }
            }
        }
        catch (SocketException)
        {
            // The client has gone.
        }
    }
}
