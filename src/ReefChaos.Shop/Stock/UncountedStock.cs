namespace ReefChaos.Shop.Stock;

/// <summary>The part is off: there is always enough, and nobody is asked.</summary>
internal sealed class UncountedStock : IStock
{
    public ValueTask<StockState> LookAsync(string sku, int quantity, CancellationToken cancellationToken) => new(StockState.Enough);
}
