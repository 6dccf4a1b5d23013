using System.Collections.Concurrent;

namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-collections</c>: each order is followed in the background until it is collected or its time is over, and both come soon.
/// </summary>
internal sealed class Bakery : IPatient
{
    private readonly Counter counter = new();

    public void Map(WebApplication app)
    {
        var orders = new BakeryOrders(counter);
        _ = counter.ServeAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", orders.OrderAsync);
    }
}

internal sealed class BakeryOrders(Counter counter)
{
    private static readonly TimeSpan Shelf = TimeSpan.FromSeconds(1.5);

    private int collected;
    private int thrownAway;

    public async Task<string> OrderAsync(int n)
    {
        _ = FollowAsync(n);
        await Task.Delay(25);
        return $"{collected} collected, {thrownAway} thrown away";
    }

    private async Task FollowAsync(int order)
    {
        using var limit = new CancellationTokenSource(Shelf);
        try
        {
            await counter.CollectedAsync(order, limit.Token);
            Interlocked.Increment(ref collected);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref thrownAway);
        }
    }
}

/// <summary>Whoever waits at the counter is served within a second, but for those who do not come.</summary>
internal sealed class Counter
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> shelf = new();

    public async Task CollectedAsync(int order, CancellationToken cancellation)
    {
        var collected = shelf.GetOrAdd(order, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var registration = cancellation.Register(() => collected.TrySetCanceled(cancellation));
        try
        {
            await collected.Task;
        }
        finally
        {
            shelf.TryRemove(order, out _);
        }
    }

    public async Task ServeAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(800));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var (order, collected) in shelf)
            {
                if (order % 10 != 0)
                {
                    collected.TrySetResult();
                }
            }
        }
    }
}
