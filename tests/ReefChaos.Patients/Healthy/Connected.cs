using System.Net.WebSockets;

namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-websockets</c>: sixty guests hold a connection open, and say something every few seconds.</summary>
internal sealed class Chat : IPatient
{
    private const int Guests = 60;

    private int said;

    public void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map("/chat", ChatAsync);
        app.MapGet("/{n:int}", (int n) => Count(n));
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var room = new Uri($"{app.Urls.First().Replace("http", "ws", StringComparison.Ordinal)}/chat");
            for (var guest = 0; guest < Guests; guest++)
            {
                _ = JoinAsync(room, guest);
            }
        });
    }

    private string Count(int n) => $"{n}: {said} lines";

    private async Task ChatAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var line = new byte[100];
        while (await socket.ReceiveAsync(line, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } received)
        {
            Interlocked.Increment(ref said);
            await socket.SendAsync(line.AsMemory(0, received.Count), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        }
    }

    private static async Task JoinAsync(Uri room, int guest)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(room, CancellationToken.None);
        var answer = new byte[100];
        while (socket.State == WebSocketState.Open)
        {
            await Task.Delay(TimeSpan.FromSeconds(3 + (guest % 5)));
            await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await socket.ReceiveAsync(answer, CancellationToken.None);
        }
    }
}

/// <summary><c>healthy-retries</c>: a provider who has become far too slow is asked three times, for 300 ms each, and then it goes on without him.</summary>
internal sealed class Fares : IPatient
{
    private const int Attempts = 3;

    private readonly HttpClient provider = new() { BaseAddress = Surroundings.Service };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", FareAsync);

    private async Task<string> FareAsync(int n)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAsync(n) is { } fare)
            {
                return fare;
            }

            await Task.Delay(30 << attempt);
        }

        return "the usual fare";
    }

    private async Task<string?> TryAsync(int n)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        try
        {
            return await provider.GetStringAsync($"/answer?ms=3000&n={n}", limit.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
