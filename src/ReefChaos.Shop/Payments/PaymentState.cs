using System.Text.Json.Serialization;

namespace ReefChaos.Shop.Payments;

[JsonConverter(typeof(JsonStringEnumConverter<PaymentState>))]
internal enum PaymentState
{
    [JsonStringEnumMemberName("paid")]
    Paid,

    /// <summary>The order stands and is charged later.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>The provider answered that this card is not good.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>The provider gave no answer, so there is no order.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
