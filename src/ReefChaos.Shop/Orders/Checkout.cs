using ReefChaos.Shop.Audit;
using ReefChaos.Shop.Payments;
using ReefChaos.Shop.Prices;
using ReefChaos.Shop.Risk;
using ReefChaos.Shop.Sessions;
using ReefChaos.Shop.Stock;

namespace ReefChaos.Shop.Orders;

/// <summary>The straight path of an order. It is the same in both modes: each part defends itself, or does not.</summary>
internal sealed class Checkout(
    ISessions sessions, IPrices prices, IStock stock, IRiskScorer risk, IPayments payments, IAuditTrail audit, TimeProvider time)
{
    public async ValueTask<CheckoutResult> PlaceAsync(CheckoutRequest request, CancellationToken cancellationToken)
    {
        if (request.Problem() is { } problem)
        {
            return CheckoutResult.Refused(StatusCodes.Status400BadRequest, problem);
        }

        var (sku, quantity, card) = (request.Sku!, request.Quantity, request.Card!);
        var session = sessions.Open(request.Session is { Length: > 0 } known ? known : Guid.NewGuid().ToString("N"));
        session.Show(sku);

        if (prices.Of(sku) is not { } price)
        {
            return CheckoutResult.Refused(StatusCodes.Status404NotFound, $"no such sku: {sku}");
        }

        switch (await stock.LookAsync(sku, quantity, cancellationToken))
        {
            case StockState.Short:
                return CheckoutResult.Refused(StatusCodes.Status409Conflict, "not enough is left in stock");
            case StockState.Unknown:
                return CheckoutResult.Refused(StatusCodes.Status503ServiceUnavailable, "the stock level is unknown");
        }

        var total = price * quantity;
        var score = await risk.ScoreAsync(total, cancellationToken);

        var id = Guid.NewGuid();
        var payment = await payments.ChargeAsync(new Charge(id, card, total), cancellationToken);
        await audit.RecordAsync(new AuditEvent(time.GetUtcNow(), id, total, score, payment));

        return payment switch
        {
            PaymentState.Declined => CheckoutResult.Refused(StatusCodes.Status402PaymentRequired, "the card was declined"),
            PaymentState.Failed => CheckoutResult.Refused(StatusCodes.Status502BadGateway, "the payment provider failed"),
            _ => CheckoutResult.Placed(new Order(id, session.Id, sku, quantity, total, score, payment)),
        };
    }
}
