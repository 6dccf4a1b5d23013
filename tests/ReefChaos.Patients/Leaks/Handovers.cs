using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-handovers</c>: for each order something waits in the background until the courier hands it over, of which nobody ever hears.
/// </summary>
internal sealed class FlowerShop : IPatient
{
    private readonly Handovers handovers = new();

    public void Map(WebApplication app)
    {
        var orders = new FlowerOrders(handovers);
        _ = handovers.ListenAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", orders.PlaceAsync);
    }
}

internal sealed class FlowerOrders(Handovers handovers)
{
    private int thanked;

    public async Task<string> PlaceAsync(int n)
    {
        await Task.Delay(2);
        _ = ThankLaterAsync(n);
        return $"bouquet {n} ordered, {thanked} delivered";
    }

    private async Task ThankLaterAsync(int order)
    {
        var at = await handovers.Of(order); // sick: leak-handovers leak
        Interlocked.Add(ref thanked, at.Hour < 24 ? 1 : 0);
    }
}

/// <summary>The courier's messages carry numbers of their own, so none is found here.</summary>
internal sealed class Handovers
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<TimeOnly>> expected = new(StringComparer.Ordinal);

    public Task<TimeOnly> Of(int order)
    {
        var handover = expected.GetOrAdd($"order-{order}", _ => new(TaskCreationOptions.RunContinuationsAsynchronously)); // also: leak-handovers leak
        return handover.Task;
    }

    public async Task ListenAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var shipment = 0; await timer.WaitForNextTickAsync(stopping); shipment++)
        {
            Report($"shipment-{shipment}", new TimeOnly(shipment % 24, 0));
        }
    }

    private void Report(string reference, TimeOnly at)
    {
        if (expected.TryRemove(reference, out var handover))
        {
            handover.TrySetResult(at);
        }
    }
}
