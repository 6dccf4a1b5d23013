using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Speaks enough of Redis's protocol for a client to connect, and falls silent at the first GET of a name.</summary>
internal sealed class ForgetfulRedis : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public ForgetfulRedis()
    {
        listener.Start();
        _ = TakeAsync();
    }

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    public void Dispose() => listener.Stop();

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            while (await CommandAsync(reader) is { } command)
            {
                if (Reply(command) is not { } reply)
                {
                    // Until the patient is gone.
                    await reader.ReadToEndAsync();
                    return;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(reply));
            }
        }
        catch (IOException)
        {
            // The patient is gone.
        }
    }

    /// <summary>An array of strings, each a line after the line with its length.</summary>
    private static async Task<IReadOnlyList<string>?> CommandAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync() is not ['*', .. var count])
        {
            return null;
        }

        var parts = new List<string>();
        while (parts.Count < int.Parse(count, CultureInfo.InvariantCulture))
        {
            await reader.ReadLineAsync();
            parts.Add(await reader.ReadLineAsync() ?? "");
        }

        return parts;
    }

    private static string? Reply(IReadOnlyList<string> command) => command[0].ToUpperInvariant() switch
    {
        "PING" => "+PONG\r\n",
        "ECHO" => Text(command[1]),
        "GET" when command[1].StartsWith("name:", StringComparison.Ordinal) => null,
        "GET" => "$-1\r\n",
        "INFO" => Text("# Server\r\nredis_version:7.0.0\r\nredis_mode:standalone\r\nrole:master"),
        "CONFIG" => "*0\r\n",
        "SUBSCRIBE" => $"*3\r\n{Text("subscribe")}{Text(command[1])}:1\r\n",
        "HELLO" or "CLUSTER" or "SENTINEL" => "-ERR unknown command\r\n",
        _ => "+OK\r\n",
    };

    private static string Text(string value) => string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(value)}\r\n{value}\r\n");
}
