using System.Runtime.CompilerServices;

namespace ReefChaos.Patients.Locks;

/// <summary>
/// <c>lock-price-import</c>: new prices must not be seen by halves, so the import holds the list for as long as the supplier takes to send
/// them.
/// </summary>
internal sealed class FurnitureStore : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddSingleton<PriceList>();
        services.AddSingleton<SupplierFile>();
        services.AddSingleton<PriceImport>();
        services.AddTransient<PriceTags>();
        var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<PriceImport>().StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", (int n, CancellationToken aborted) => provider.GetRequiredService<PriceTags>().PrintAsync(n, aborted));
    }
}

internal sealed class PriceTags(PriceList prices)
{
    public async Task<string> PrintAsync(int n, CancellationToken aborted)
    {
        var price = await prices.FindAsync(n % 2_000, aborted);
        return price is null ? "ask the staff" : $"{price:0.00} for a chair";
    }
}

internal sealed class PriceList
{
    private readonly SemaphoreSlim access = new(1, 1);
    private readonly Dictionary<int, decimal> prices = [];

    public async Task<decimal?> FindAsync(int article, CancellationToken cancellation)
    {
        await access.WaitAsync(cancellation); // sick: lock-price-import lock-contention
        try
        {
            return prices.TryGetValue(article, out var price) ? price : null;
        }
        finally
        {
            access.Release();
        }
    }

    public async Task ReplaceAsync(IAsyncEnumerable<(int Article, decimal Price)> rows, CancellationToken cancellation)
    {
        await access.WaitAsync(cancellation);
        try
        {
            prices.Clear();
            await foreach (var (article, price) in rows.WithCancellation(cancellation))
            {
                prices[article] = price;
            }
        }
        finally
        {
            access.Release();
        }
    }
}

internal sealed class PriceImport(PriceList prices, SupplierFile file) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
        await prices.ReplaceAsync(file.RowsAsync(stoppingToken), stoppingToken);
    }
}

/// <summary>Comes row by row over a slow line.</summary>
internal sealed class SupplierFile
{
    private const int Rows = 20_000;

    private int sent;

    public async IAsyncEnumerable<(int Article, decimal Price)> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (sent < Rows)
        {
            await Task.Delay(20, cancellation);
            sent++;
            yield return (sent, 20 + (sent % 300));
        }
    }
}
