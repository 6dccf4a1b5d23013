using ReefChaos.Shop.Payments;

namespace ReefChaos.Shop.Orders;

/// <param name="Risk">From 0, harmless, to 1.</param>
internal sealed record Order(Guid Id, string Session, string Sku, int Quantity, decimal Total, double Risk, PaymentState Payment);
