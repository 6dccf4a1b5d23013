using System.Diagnostics;
using System.Net;

namespace ReefChaos.Torture.Rounds;

/// <summary>The target as its clients see it.</summary>
internal sealed class Service(int port) : IDisposable
{
    private const int Streak = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Generous: a request that a fault holds waits for longer, and whatever else a busy machine does to it is no fault.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(3);

    private readonly HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = InTime };

    /// <summary>
    /// From now to the answer to the first of ten checkouts in a row that are all answered well in time. Null where that never came.
    /// What held the service up has ended by then, or before.
    /// </summary>
    public async Task<TimeSpan?> TimeUntilHealthyAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var streak = new Queue<Task<TimeSpan?>>();
        while (clock.Elapsed < patience)
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
