using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ReefChaos.Shop.Orders;

namespace ReefChaos.Shop.Payments;

/// <summary>The payment provider's wire: <c>POST /charge</c>; 2xx is paid, any other 4xx than 408 and 429 is declined.</summary>
internal static class PaymentRequest
{
    public const string Client = "payments";

    public static HttpRequestMessage For(Charge charge)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(charge, ShopJson.Default.Charge));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "charge") { Content = content };
        request.Headers.Add("Idempotency-Key", charge.Order.ToString("N"));
        return request;
    }

    public static bool IsDeclined(HttpStatusCode status) =>
        (int)status is >= 400 and < 500 && status is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}
