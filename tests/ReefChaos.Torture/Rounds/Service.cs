using System.Diagnostics;
using System.Net;

namespace ReefChaos.Torture.Rounds;

/// <summary>The target as its clients see it.</summary>
internal sealed class Service(int port) : IDisposable
{
    private const int Streak = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(1);

    private readonly HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = InTime };

    /// <summary>From now to the first of ten checkouts in a row that are all answered well in time. Null where that never came.</summary>
    public async Task<TimeSpan?> TimeUntilHealthyAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var streak = new Queue<(TimeSpan Sent, Task<bool> Ok)>();
        while (clock.Elapsed < patience)
        {
            streak.Enqueue((clock.Elapsed, CheckoutAsync(cancellationToken)));
            await Task.Delay(Pause, cancellationToken);
            while (streak.Any(s => s.Ok is { IsCompletedSuccessfully: true, Result: false }))
            {
                streak.Dequeue();
            }

            if (streak.Count(s => s.Ok is { IsCompletedSuccessfully: true, Result: true }) >= Streak)
            {
                return streak.Peek().Sent;
            }
        }

        return null;
    }

    /// <summary>Whether it is answered well, and in time.</summary>
    public async Task<bool> CheckoutAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent("""{"sku":"coral-lamp","quantity":1,"card":"4242"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/checkout", content, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => client.Dispose();
}
