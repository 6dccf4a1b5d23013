using System.Text.Json;

namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-broker-publish</c>: a channel to the broker is for one at a time, and who has it waits until the broker has confirmed the
/// message.
/// </summary>
internal sealed class FerryTickets : IPatient
{
    private readonly TicketSales sales = new(new BrokerPublisher(new BrokerChannel()));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", sales.SellAsync);
}

internal sealed class TicketSales(BrokerPublisher publisher)
{
    public async Task<string> SellAsync(int n, CancellationToken aborted)
    {
        var sold = new TicketSold(n, n % 9, 1_250 + (n % 3 * 400));
        await publisher.PublishAsync("tickets.sold", JsonSerializer.SerializeToUtf8Bytes(sold), aborted);
        return $"ticket {sold.Number} for {sold.Cents} cents";
    }
}

internal sealed record TicketSold(int Number, int Crossing, int Cents);

internal sealed class BrokerPublisher(BrokerChannel channel)
{
    private readonly SemaphoreSlim exclusive = new(1, 1);

    public async Task PublishAsync(string topic, byte[] body, CancellationToken cancellation)
    {
        await exclusive.WaitAsync(cancellation); // sick: lock-broker-publish lock-contention
        try
        {
            await channel.SendAsync(topic, body, cancellation);
            await channel.WaitForConfirmAsync(cancellation);
        }
        finally
        {
            exclusive.Release();
        }
    }
}

/// <summary>The broker has the message on three disks before it confirms it.</summary>
internal sealed class BrokerChannel
{
    private long bytes;

    public async Task SendAsync(string topic, byte[] body, CancellationToken cancellation)
    {
        await Task.Delay(2, cancellation);
        bytes += topic.Length + body.Length;
    }

    public Task WaitForConfirmAsync(CancellationToken cancellation) => Task.Delay(TimeSpan.FromMilliseconds(45 + (bytes % 10)), cancellation);
}
