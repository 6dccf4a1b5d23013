using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-work-items</c>: what can be done later goes to a queue with one worker, and one of the things it has to do never ends.</summary>
internal sealed class Gallery : IPatient
{
    private readonly WorkQueue queue = new(60);
    private readonly TaskCompletionSource moderated = new();
    private int published;

    public void Map(WebApplication app)
    {
        _ = new QueueWorker(queue).RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", UploadAsync);
    }

    private async Task<string> UploadAsync(int n)
    {
        await queue.EnqueueAsync(cancellation => PublishAsync(n, cancellation));
        return "uploaded";
    }

    private async Task PublishAsync(int photo, CancellationToken cancellation)
    {
        await Task.Delay(4, cancellation);
        if (photo % 80 == 30)
        {
            await moderated.Task;
        }

        Interlocked.Increment(ref published);
    }
}

internal sealed class WorkQueue(int capacity)
{
    private readonly Channel<Func<CancellationToken, Task>> items = Channel.CreateBounded<Func<CancellationToken, Task>>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    public async ValueTask EnqueueAsync(Func<CancellationToken, Task> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        await items.Writer.WriteAsync(item); // sick: channel-work-items blocked-channel
    }

    public ValueTask<Func<CancellationToken, Task>> DequeueAsync(CancellationToken cancellation) => items.Reader.ReadAsync(cancellation);
}

internal sealed class QueueWorker(WorkQueue queue)
{
    private int failed;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var item = await queue.DequeueAsync(stopping);
            try
            {
                await item(stopping);
            }
            catch (InvalidOperationException)
            {
                failed++;
            }
        }
    }
}
