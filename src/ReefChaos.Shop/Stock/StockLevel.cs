namespace ReefChaos.Shop.Stock;

internal static class StockLevel
{
    /// <param name="level">Null for an article that is not counted.</param>
    public static StockState For(long? level, int quantity) => level < quantity ? StockState.Short : StockState.Enough;
}
