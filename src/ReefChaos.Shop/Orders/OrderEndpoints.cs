using Microsoft.AspNetCore.Http.HttpResults;

namespace ReefChaos.Shop.Orders;

internal static class OrderEndpoints
{
    public static void AddOrders(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Checkout>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default));
    }

    public static void MapOrders(this IEndpointRouteBuilder routes) => routes.MapPost("/checkout", PlaceAsync);

    private static async Task<Results<Ok<Order>, ProblemHttpResult>> PlaceAsync(
        CheckoutRequest request, Checkout checkout, CancellationToken cancellationToken)
    {
        var result = await checkout.PlaceAsync(request, cancellationToken);
        return result.Order is { } order
            ? TypedResults.Ok(order)
            : TypedResults.Problem(result.Problem, statusCode: result.Status);
    }
}
