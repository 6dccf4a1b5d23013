using System.Threading.Channels;

namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-premium-outbox</c>: premiums that were paid are reported in batches by a sender that is far faster than they come, and whom it
/// has no room for is told so at once.
/// </summary>
internal sealed class PremiumOffice : IPatient
{
    private readonly PremiumOutbox outbox = new(capacity: 500);

    public void Map(WebApplication app)
    {
        var ledger = new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(3) };
        _ = new PremiumSender(outbox, ledger).StartAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", PayAsync);
    }

    private async Task<IResult> PayAsync(int n, CancellationToken aborted)
    {
        await Task.Delay(8, aborted);
        return outbox.TryAdd(new PaidPremium(n % 5_000, 1_200 + (n % 90))) ? Results.Ok("paid") : Results.StatusCode(503);
    }
}

internal sealed record PaidPremium(int Policy, int Cents);

internal sealed class PremiumOutbox(int capacity)
{
    private readonly Channel<PaidPremium> premiums = Channel.CreateBounded<PaidPremium>(capacity);

    public bool TryAdd(PaidPremium premium) => premiums.Writer.TryWrite(premium);

    public async Task<List<PaidPremium>> NextAsync(int most, CancellationToken cancellation)
    {
        var batch = new List<PaidPremium>(most) { await premiums.Reader.ReadAsync(cancellation) };
        while (batch.Count < most && premiums.Reader.TryRead(out var premium))
        {
            batch.Add(premium);
        }

        return batch;
    }
}

internal sealed class PremiumSender(PremiumOutbox outbox, HttpClient ledger) : BackgroundService
{
    private const int MostInBatch = 100;

    private long reported;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var batch = await outbox.NextAsync(MostInBatch, stoppingToken);
            await SendAsync(batch, stoppingToken);
        }
    }

    private async Task SendAsync(List<PaidPremium> batch, CancellationToken cancellation)
    {
        try
        {
            using var answer = await ledger.GetAsync($"/answer?ms=60&premiums={batch.Count}", cancellation);
            reported += answer.IsSuccessStatusCode ? batch.Sum(p => p.Cents) : 0;
        }
        catch (HttpRequestException)
        {
            // The nightly run finds what is missing.
        }
    }
}
