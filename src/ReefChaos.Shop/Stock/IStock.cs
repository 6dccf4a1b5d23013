namespace ReefChaos.Shop.Stock;

internal interface IStock
{
    ValueTask<StockState> LookAsync(string sku, int quantity, CancellationToken cancellationToken);
}
