namespace ReefChaos.Shop.Payments;

/// <param name="Order">Also the idempotency key: a charge sent twice is made once.</param>
internal sealed record Charge(Guid Order, string Card, decimal Amount);
