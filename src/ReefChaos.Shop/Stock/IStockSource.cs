namespace ReefChaos.Shop.Stock;

/// <summary>Where stock levels are kept; may be slow, or out of reach.</summary>
internal interface IStockSource
{
    /// <summary>Pieces left; null for an article that is not counted, of which there is always enough.</summary>
    /// <remarks>Takes no token, as the client that it stands for takes none: whoever cannot wait has to walk away.</remarks>
    Task<long?> LevelAsync(string sku);
}
