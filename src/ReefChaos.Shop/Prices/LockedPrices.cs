namespace ReefChaos.Shop.Prices;

/// <summary>Undefended: each request takes the lock, and waits for as long as anyone holds it.</summary>
internal sealed class LockedPrices(PriceFeed feed) : IPrices
{
    public decimal? Of(string sku) => feed.Read(sku);
}
