using System.Net.WebSockets;
using System.Text;

namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-telescope-feed</c>: where a telescope points is read from its web socket, and its controller takes the connection and never
/// shakes hands.
/// </summary>
internal sealed class StarParty : IPatient
{
    private readonly PointingService pointing = new(new TelescopeFeed(new Uri($"ws://{Surroundings.Silent}/pointing")));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => pointing.DescribeAsync(n, aborted));
}

internal sealed class PointingService(TelescopeFeed feed)
{
    public async Task<string> DescribeAsync(int n, CancellationToken aborted)
    {
        var coordinates = await feed.ReadAsync(n % 3, aborted);
        return $"telescope {n % 3} points to {coordinates}";
    }
}

internal sealed class TelescopeFeed(Uri controller)
{
    public async Task<string> ReadAsync(int telescope, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol($"pointing-{telescope}");
        await socket.ConnectAsync(controller, cancellation); // sick: timeout-telescope-feed missing-timeout
        var frame = new byte[256];
        var received = await socket.ReceiveAsync(frame.AsMemory(), cancellation);
        return Encoding.UTF8.GetString(frame, 0, received.Count);
    }
}
