using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-dead-reader</c>: the reader fell over a bad message, and nobody saw it.</summary>
internal sealed class OrderQueue : IPatient
{
    private readonly Channel<int> orders = Channel.CreateBounded<int>(100);

    public void Map(WebApplication app)
    {
        _ = Task.Run(WorkOffAsync);
        app.MapGet("/{n:int}", async (int n) => await OrderAsync(n));
    }

    private async Task<string> OrderAsync(int n)
    {
        await EnqueueAsync(n);
        return "accepted";
    }

    private async Task EnqueueAsync(int n)
    {
        await orders.Writer.WriteAsync(n); // sick: channel-dead-reader blocked-channel
    }

    private async Task WorkOffAsync()
    {
        await foreach (var order in orders.Reader.ReadAllAsync())
        {
            if (order == 20)
            {
                throw new FormatException("No such order.");
            }
        }
    }
}

/// <summary><c>channel-wait-to-write</c>: the reader waits for something that does not come, and writers wait politely for room.</summary>
internal sealed class EventBus : IPatient
{
    private readonly Channel<string> events = Channel.CreateBounded<string>(50);
    private readonly TaskCompletionSource subscriber = new();

    public void Map(WebApplication app)
    {
        _ = Task.Run(DispatchAsync);
        app.MapGet("/{n:int}", PublishAsync);
    }

    private async Task<string> PublishAsync(int n) => await SendAsync($"event {n}") ? "published" : "closed";

    private async Task<bool> SendAsync(string name)
    {
        while (await events.Writer.WaitToWriteAsync()) // sick: channel-wait-to-write blocked-channel
        {
            if (events.Writer.TryWrite(name))
            {
                return true;
            }
        }

        return false;
    }

    private async Task DispatchAsync()
    {
        await foreach (var _ in events.Reader.ReadAllAsync())
        {
            await subscriber.Task;
        }
    }
}
