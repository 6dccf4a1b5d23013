using StackExchange.Redis;

namespace ReefChaos.Shop.Stock;

/// <summary>Undefended: waits for Redis up to the client's default of 5 s, even when the buyer is gone, and sells nothing without it.</summary>
internal sealed class TrustingStock(IStockSource source) : IStock
{
    public async ValueTask<StockState> LookAsync(string sku, int quantity, CancellationToken cancellationToken)
    {
        try
        {
            return StockLevel.For(await source.LevelAsync(sku), quantity);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException)
        {
            return StockState.Unknown;
        }
    }
}
