namespace ReefChaos.Shop.Payments;

/// <summary>Undefended: waits for the provider up to the client's default of 100 s, even when the buyer is gone.</summary>
internal sealed class TrustingPayments(IHttpClientFactory clients) : IPayments
{
    public async ValueTask<PaymentState> ChargeAsync(Charge charge, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(PaymentRequest.Client);
        try
        {
#pragma warning disable CA2016 // The forgotten token is the weakness that this variant shows.
            using var response = await client.SendAsync(PaymentRequest.For(charge));
#pragma warning restore CA2016
            if (PaymentRequest.IsDeclined(response.StatusCode))
            {
                return PaymentState.Declined;
            }

            response.EnsureSuccessStatusCode();
            return PaymentState.Paid;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return PaymentState.Failed;
        }
    }
}
