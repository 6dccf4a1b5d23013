using System.Collections.Concurrent;
using System.Threading.Channels;

namespace ReefChaos.Patients;

/// <summary>
/// What any service has beside its requests, and which is no illness: a loop on a timer, a reader of a channel that is mostly empty, a thread
/// that waits for work, and a semaphore that serves as a signal.
/// </summary>
internal sealed class Household : BackgroundService
{
    private readonly Channel<string> visits = Channel.CreateBounded<string>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly BlockingCollection<string> letters = [];
    private readonly SemaphoreSlim rotation = new(0);
    private long count;

    public Task NoteAsync(HttpContext context, Func<Task> next)
    {
        visits.Writer.TryWrite(context.Request.Path);
        return next();
    }

    public override void Dispose()
    {
        letters.Dispose();
        rotation.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        new Thread(SendLetters) { IsBackground = true, Name = "letters" }.Start();
        return Task.WhenAll(CountVisitsAsync(stoppingToken), TickAsync(stoppingToken), RotateAsync(stoppingToken));
    }

    private async Task CountVisitsAsync(CancellationToken stopping)
    {
        await foreach (var _ in visits.Reader.ReadAllAsync(stopping))
        {
            count++;
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            letters.Add($"{count} visits", stopping);
            if (count % 100 == 99)
            {
                rotation.Release();
            }
        }
    }

    private async Task RotateAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await rotation.WaitAsync(stopping);
        }
    }

    private void SendLetters()
    {
        foreach (var letter in letters.GetConsumingEnumerable())
        {
            GC.KeepAlive(letter);
        }
    }
}
