using Microsoft.Extensions.Options;
using Polly;

namespace ReefChaos.Shop.Payments;

/// <summary>
/// Defended: the client's pipeline limits time, load and repetition; what it gives up is accepted as pending. Money that
/// comes a minute late is better than an order that is lost.
/// </summary>
internal sealed class ResilientPayments(
    IHttpClientFactory clients, IOptions<PaymentSettings> settings, Fallbacks fallbacks, TimeProvider time) : IPayments
{
    public async ValueTask<PaymentState> ChargeAsync(Charge charge, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(PaymentRequest.Client);
        try
        {
            // The pipeline's timeouts ask the call to stop; WaitAsync leaves one that ignores them. The status says it all,
            // so a slow body is not waited for.
            using var response = await client
                .SendAsync(PaymentRequest.For(charge), HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .WaitAsync(settings.Value.Limit, time, cancellationToken);
            return response.IsSuccessStatusCode ? PaymentState.Paid
                : PaymentRequest.IsDeclined(response.StatusCode) ? PaymentState.Declined
                : Postpone($"HTTP {(int)response.StatusCode}");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutException or ExecutionRejectedException)
        {
            return Postpone(failure.GetType().Name);
        }
    }

    private PaymentState Postpone(string reason)
    {
        fallbacks.Use(Defenses.Payments, reason);
        return PaymentState.Pending;
    }
}
