using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReefChaos.Benchmarks.Cause;

/// <summary>Open-loop requests to a patient at an even pace, which go on while it is diagnosed, and a look at its health now and then.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<int, long> underWay = new();
    private readonly Task sending;
    private int answered;

    public Traffic(Uri address, int requestsPerSecond)
    {
        client.BaseAddress = address;
        sending = Task.Factory.StartNew(() => Send(requestsPerSecond), stop.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Answered => Volatile.Read(ref answered);

    public int WaitingLong => underWay.Values.Count(start => Stopwatch.GetElapsedTime(start) > Long);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await sending;
        client.Dispose();
        stop.Dispose();
    }

    private void Send(int requestsPerSecond)
    {
        var start = Stopwatch.GetTimestamp();
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var wait = TimeSpan.FromSeconds((double)n / requestsPerSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero && stop.Token.WaitHandle.WaitOne(wait))
            {
                return;
            }

            _ = RequestAsync(n, $"{n}");
            if (n % requestsPerSecond == 0)
            {
                _ = RequestAsync(-n - 1, "health");
            }
        }
    }

    private async Task RequestAsync(int key, string path)
    {
        underWay[key] = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.GetAsync(path, stop.Token);
            Interlocked.Increment(ref answered);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // A patient that refuses or is gone shows in what is not answered.
        }

        underWay.TryRemove(key, out _);
    }
}
