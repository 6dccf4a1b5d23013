using System.Net;
using System.Net.Sockets;
using ReefChaos.Plans;
using ReefChaos.Wire;

namespace ReefChaos.Load.Running;

/// <summary>Runs both paths once against a listener of its own: code that is compiled in the first real seconds makes them late.</summary>
/// <remarks>Limit: only HTTP/1.1 without TLS, as the listener speaks nothing else; HTTP/2 and TLS are compiled when they are first used.</remarks>
internal static class Warmup
{
    private const int Rate = 500;
    private const double Seconds = 0.2;

    public static void Run()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _ = AcceptAsync(listener);
        var url = $"http://{listener.LocalEndPoint}";
        Run(url, general: true);
        Run(url, general: false);

        // The first collection is the longest one.
        GC.Collect();
    }

    private static void Run(string url, bool general)
    {
        var begin = new BeginLoad(Profile, url, Seed: 1, RunClock.Absolute, LoadSlice.Whole);
        using var worker = new Worker(
            begin, entry => System.Text.Json.JsonSerializer.Serialize<LoadReply>(new LoadEntry(entry), ReefJson.Line), general);
        worker.End(Seconds);
        worker.Run();
    }

    private static LoadProfile Profile { get; } = new()
    {
        Name = "warm-up",
        Simulations = [new Simulation(SimulationKind.Inject, TimeSpan.FromSeconds(1), Rate, Interval: TimeSpan.FromSeconds(1))],
        Journeys = [new Journey("warm-up", 1, [new RequestTemplate { Method = "GET", Path = "/" }])],
        Timeout = TimeSpan.FromSeconds(1),
    };

    private static async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptAsync().ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The warm-up is over.
        }
    }

    /// <summary>One read holds one request: the client sends no second one before the answer, and its head fits in a segment.</summary>
    private static async Task AnswerAsync(Socket connection)
    {
        using var _ = connection;
        var buffer = new byte[4096];
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();
        try
        {
            while (await connection.ReceiveAsync(buffer).ConfigureAwait(false) > 0)
            {
                await connection.SendAsync(answer).ConfigureAwait(false);
            }
        }
        catch (SocketException)
        {
            // The warm-up is over.
        }
    }
}
