namespace ReefChaos.Shop.Prices;

/// <summary>Where prices come from; may be slow.</summary>
internal interface IPriceSource
{
    IEnumerable<KeyValuePair<string, decimal>> Load();
}
