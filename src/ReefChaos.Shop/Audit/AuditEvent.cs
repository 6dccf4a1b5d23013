using ReefChaos.Shop.Payments;

namespace ReefChaos.Shop.Audit;

/// <summary>What happened to an order; without the card, which must not be kept.</summary>
internal sealed record AuditEvent(DateTimeOffset At, Guid Order, decimal Total, double Risk, PaymentState Payment);
