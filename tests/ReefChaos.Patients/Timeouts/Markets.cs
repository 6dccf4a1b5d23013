using System.Net.WebSockets;
using System.Text;

namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-market-feed</c>: a price is asked of the exchange by a web socket of its own, and the exchange takes the connection and does
/// not answer.
/// </summary>
internal sealed class GrainTrader : IPatient
{
    private readonly GrainDesk desk = new(new ExchangeFeed(new Uri($"ws://{Surroundings.Silent}/prices")));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => desk.OfferAsync(n));
}

internal sealed class GrainDesk(ExchangeFeed exchange)
{
    private static readonly string[] Grains = ["wheat", "rye", "barley", "oats"];

    public async Task<string> OfferAsync(int n)
    {
        var grain = Grains[n % Grains.Length];
        var price = await exchange.LatestAsync(grain);
        return $"{n % 40} t of {grain} at {price}";
    }
}

internal sealed class ExchangeFeed(Uri address)
{
    public async Task<string> LatestAsync(string grain)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None); // sick: timeout-market-feed missing-timeout
        await socket.SendAsync(Encoding.UTF8.GetBytes(grain), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        var price = new byte[200];
        var received = await socket.ReceiveAsync(price, CancellationToken.None);
        return Encoding.UTF8.GetString(price, 0, received.Count);
    }
}
