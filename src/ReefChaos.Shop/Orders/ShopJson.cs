using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using ReefChaos.Shop.Payments;

namespace ReefChaos.Shop.Orders;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CheckoutRequest))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ShopJson : JsonSerializerContext;
