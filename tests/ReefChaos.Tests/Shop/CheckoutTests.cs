using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ReefChaos.Shop;
using ReefChaos.Tests.Load;
using ShopProgram = ReefChaos.Shop.Program;

namespace ReefChaos.Tests.Shop;

/// <summary>The whole service on a loopback socket, with a payment provider on another.</summary>
public sealed class CheckoutTests : IAsyncDisposable
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient client = new();
    private readonly List<WebApplication> running = [];
    private bool silent;

    [Theory]
    [InlineData("all")]
    [InlineData("none")]
    [InlineData("prices,audit")]
    public async Task An_order_is_placed_and_paid(string defenses)
    {
        await StartShop(defenses);

        var (status, order) = await Checkout(new { sku = "coral-lamp", quantity = 2, card = "4", session = "s" });

        status.ShouldBe(HttpStatusCode.OK);
        order.GetProperty("payment").GetString().ShouldBe("paid");
        order.GetProperty("total").GetDecimal().ShouldBe(79.80m);
        order.GetProperty("session").GetString().ShouldBe("s");
        order.GetProperty("risk").GetDouble().ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task A_buyer_without_a_session_gets_a_new_one()
    {
        await StartShop("all");

        var (_, first) = await Checkout(new { sku = "reef-map", quantity = 1, card = "4" });
        var (_, second) = await Checkout(new { sku = "reef-map", quantity = 1, card = "4" });

        first.GetProperty("session").GetString().ShouldNotBe(second.GetProperty("session").GetString());
    }

    [Theory]
    [InlineData("whale", 1, "4", HttpStatusCode.NotFound)]
    [InlineData("reef-map", 0, "4", HttpStatusCode.BadRequest)]
    [InlineData("reef-map", 1, "", HttpStatusCode.BadRequest)]
    [InlineData("", 1, "4", HttpStatusCode.BadRequest)]
    public async Task A_request_that_makes_no_sense_is_told_why(string sku, int quantity, string card, HttpStatusCode expected)
    {
        await StartShop("all");

        var (status, problem) = await Checkout(new { sku, quantity, card });

        status.ShouldBe(expected);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Defended_an_order_is_pending_while_the_provider_is_silent()
    {
        silent = true;
        await StartShop("all");

        var (status, order) = await Checkout(new { sku = "reef-map", quantity = 1, card = "4" });

        status.ShouldBe(HttpStatusCode.OK);
        order.GetProperty("payment").GetString().ShouldBe("pending");
    }

    [Fact]
    public async Task Undefended_an_order_waits_for_as_long_as_the_provider_is_silent()
    {
        silent = true;
        await StartShop("none");

        var checkout = Checkout(new { sku = "reef-map", quantity = 1, card = "4" });
        await asked.Task.WaitAsync(ShopFixture.Patience, Token);
        checkout.IsCompleted.ShouldBeFalse();

        released.SetResult();
        var (status, order) = await checkout;
        status.ShouldBe(HttpStatusCode.OK);
        order.GetProperty("payment").GetString().ShouldBe("paid");
    }

    [Theory]
    [InlineData("all", HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.BadGateway)]
    public async Task Without_a_provider_only_the_defended_shop_sells(string defenses, HttpStatusCode expected)
    {
        using var absent = new AbsentTarget();
        await StartShop(defenses, absent.Url);

        var (status, _) = await Checkout(new { sku = "reef-map", quantity = 1, card = "4" });

        status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/")]
    public async Task The_process_says_that_it_is_alive(string path)
    {
        await StartShop("prices,audit");

        (await client.GetAsync(path, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("--Shop:Defenses=bulkheads")]
    [InlineData("--Shop:Audit:Capacity=0")]
    [InlineData("--Shop:Audit:Capacity=0", "--Shop:Risk:Threads=0")]
    [InlineData("--Shop:Sessions:Bytes=many")]
    [InlineData("--Shop:Payments:Url=provider")]
    [InlineData("--Shop:Stock:Redis=broker")]
    [InlineData("--Shop:Stock:Redis=")]
    [InlineData("--Shop:Payments:Limit=00:00:00.100")]
    public void A_wrong_setting_stops_the_start_with_one_line(params string[] settings) =>
        Should.Throw<SettingsException>(() => ShopProgram.Build(settings)).Message.ShouldNotContain("\n");

    public async ValueTask DisposeAsync()
    {
        released.TrySetResult();
        client.Dispose();
        // The shop first: it may have calls open at the provider.
        foreach (var app in Enumerable.Reverse(running))
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<(HttpStatusCode Status, JsonElement Body)> Checkout(object request)
    {
        using var response = await client.PostAsJsonAsync("/checkout", request, Token);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    private async Task StartShop(string defenses) => await StartShop(defenses, $"{await StartProvider()}");

    private async Task StartShop(string defenses, string provider)
    {
        var shop = ShopProgram.Build(
            ["--urls=http://127.0.0.1:0", $"--Shop:Defenses={defenses}", $"--Shop:Payments:Url={provider}", .. Unhurried(defenses)]);
        client.BaseAddress = await Start(shop);
    }

    /// <summary>On a slow machine a healthy provider must not look silent.</summary>
    private IEnumerable<string> Unhurried(string defenses) =>
        silent || defenses is "none" ? [] : ["--Shop:Payments:AttemptLimit=00:01:00", "--Shop:Payments:Limit=00:01:00"];

    private async Task<Uri> StartProvider()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var provider = builder.Build();
        provider.MapPost("/charge", async (HttpContext context) =>
        {
            asked.TrySetResult();
            await (silent ? released.Task.WaitAsync(context.RequestAborted) : Task.CompletedTask);
            return "{}";
        });
        return await Start(provider);
    }

    private async Task<Uri> Start(WebApplication app)
    {
        running.Add(app);
        await app.StartAsync(Token);
        return new Uri(app.Urls.Single());
    }
}
