namespace ReefChaos.Shop.Orders;

/// <summary>An order, or the HTTP status and reason of why there is none.</summary>
internal readonly record struct CheckoutResult(Order? Order, int Status, string? Problem)
{
    public static CheckoutResult Placed(Order order) => new(order, StatusCodes.Status200OK, null);

    public static CheckoutResult Refused(int status, string problem) => new(null, status, problem);
}
