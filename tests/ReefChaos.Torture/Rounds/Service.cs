using System.Diagnostics;
using System.Net;

namespace ReefChaos.Torture.Rounds;

/// <summary>The target as its clients see it.</summary>
/// <param name="patience">Of each checkout. A fault holds it up for longer; what a busy machine does to it shall not be taken for one.</param>
internal sealed class Service(int port, TimeSpan patience) : IDisposable
{
    private const int Streak = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = patience };

    /// <summary>
    /// From now to the answer to the first of ten checkouts in a row that are all answered well in time. Null where that never came.
    /// What held the service up has ended by then, or before.
    /// </summary>
    public async Task<TimeSpan?> TimeUntilHealthyAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var streak = new Queue<Task<TimeSpan?>>();
        while (clock.Elapsed < within)
        {
            streak.Enqueue(AnsweredAsync(clock, cancellationToken));
            await Task.Delay(Pause, cancellationToken);
            while (streak.Any(s => s is { IsCompletedSuccessfully: true, Result: null }))
            {
                _ = streak.Dequeue();
            }

            if (streak.Count(s => s.IsCompletedSuccessfully) >= Streak)
            {
                return streak.Min(s => s.IsCompletedSuccessfully ? s.Result : null);
            }
        }

        return null;
    }

    /// <summary>Whether it is answered well, and in time.</summary>
    public async Task<bool> CheckoutAsync(CancellationToken cancellationToken) => await AnsweredAsync(Stopwatch.StartNew(), cancellationToken) is not null;

    /// <summary>Null where it is not answered well in time.</summary>
    private async Task<TimeSpan?> AnsweredAsync(Stopwatch clock, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new StringContent("""{"sku":"coral-lamp","quantity":1,"card":"4242"}""", System.Text.Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/checkout", content, cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK ? clock.Elapsed : null;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => client.Dispose();
}
