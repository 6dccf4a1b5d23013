namespace ReefChaos.Shop.Prices;

/// <summary>Defended: reads the last complete table, slightly old at worst, and takes no lock.</summary>
internal sealed class SnapshotPrices(PriceFeed feed) : IPrices
{
    public decimal? Of(string sku) => feed.Snapshot.TryGetValue(sku, out var price) ? price : null;
}
