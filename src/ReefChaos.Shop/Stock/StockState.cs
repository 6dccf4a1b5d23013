namespace ReefChaos.Shop.Stock;

internal enum StockState
{
    Enough,

    /// <summary>Less is left than the order wants.</summary>
    Short,

    /// <summary>No answer and nothing to go by, so there is no order.</summary>
    Unknown,
}
