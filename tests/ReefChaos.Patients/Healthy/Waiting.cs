using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-readers</c>: forty readers of channels in which little happens.</summary>
internal sealed class Rooms : IPatient
{
    private readonly Channel<int>[] rooms = [.. Enumerable.Range(0, 40).Select(_ => Channel.CreateBounded<int>(10))];

    public void Map(WebApplication app)
    {
        foreach (var room in rooms)
        {
            _ = ListenAsync(room.Reader);
        }

        app.MapGet("/{n:int}", SayAsync);
    }

    private async Task<string> SayAsync(int n)
    {
        await rooms[n % 4].Writer.WriteAsync(n);
        return "said";
    }

    private static async Task ListenAsync(ChannelReader<int> room)
    {
        while (true)
        {
            await room.ReadAsync();
        }
    }
}

/// <summary><c>healthy-long-poll</c>: a few clients wait for news by design, each for some seconds; there are as many of them at any time.</summary>
internal sealed class News : IPatient
{
    private readonly TaskCompletionSource<string> news = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", NextAsync);

    private async Task<string> NextAsync(int n) => n % 20 == 0 ? await WaitAsync() : "no news";

    private async Task<string> WaitAsync()
    {
        await Task.WhenAny(news.Task, Task.Delay(TimeSpan.FromSeconds(2)));
        return "still no news";
    }
}

/// <summary><c>healthy-consumers</c>: threads that wait for work in a blocking collection, and workers that wait for a signal.</summary>
internal sealed class Consumers : IPatient
{
    private readonly BlockingCollection<int> work = [];
    private readonly SemaphoreSlim signal = new(0);
    private readonly object bell = new();
    private int done;

    public void Map(WebApplication app)
    {
        for (var i = 0; i < 6; i++)
        {
            new Thread(Consume) { IsBackground = true, Name = $"consumer {i}" }.Start();
            new Thread(AwaitBell) { IsBackground = true, Name = $"ringer {i}" }.Start();
            _ = FollowAsync();
        }

        app.MapGet("/{n:int}", (int n) => Submit(n));
    }

    private string Submit(int n)
    {
        work.Add(n);
        if (n % 10 == 0)
        {
            signal.Release();
        }

        return $"{done} done";
    }

    private void Consume()
    {
        foreach (var _ in work.GetConsumingEnumerable())
        {
            Interlocked.Increment(ref done);
        }
    }

    private void AwaitBell()
    {
        lock (bell)
        {
            Monitor.Wait(bell);
        }
    }

    private async Task FollowAsync()
    {
        while (true)
        {
            await signal.WaitAsync();
        }
    }
}

/// <summary><c>healthy-backpressure</c>: an import that is held back by its channel, as it should be; no request waits for it.</summary>
internal sealed class Feed : IPatient
{
    private readonly Channel<int> rows = Channel.CreateBounded<int>(16);
    private int stored;

    public void Map(WebApplication app)
    {
        _ = ImportAsync();
        _ = StoreAsync();
        app.MapGet("/{n:int}", (int n) => Progress(n));
    }

    private string Progress(int n) => $"{n}: {stored} stored";

    private async Task ImportAsync()
    {
        for (var row = 0; ; row++)
        {
            await rows.Writer.WriteAsync(row);
        }
    }

    private async Task StoreAsync()
    {
        await foreach (var _ in rows.Reader.ReadAllAsync())
        {
            await Task.Delay(5);
            stored++;
        }
    }
}
