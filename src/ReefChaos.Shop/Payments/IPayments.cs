namespace ReefChaos.Shop.Payments;

internal interface IPayments
{
    ValueTask<PaymentState> ChargeAsync(Charge charge, CancellationToken cancellationToken);
}
