namespace ReefChaos.Shop.Prices;

internal interface IPrices
{
    /// <summary>Null when there is no such article.</summary>
    decimal? Of(string sku);
}
