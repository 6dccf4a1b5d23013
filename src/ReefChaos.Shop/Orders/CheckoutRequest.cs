namespace ReefChaos.Shop.Orders;

/// <param name="Session">Left out, a new session begins.</param>
internal sealed record CheckoutRequest(string? Session, string? Sku, int Quantity, string? Card)
{
    private const int MostQuantity = 1_000;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { Sku: null or "" } => "sku is missing",
        { Card: null or "" } => "card is missing",
        { Quantity: < 1 or > MostQuantity } => $"quantity must be from 1 to {MostQuantity}",
        _ => null,
    };
}
