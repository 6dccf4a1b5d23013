using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Shop;
using ReefChaos.Shop.Payments;

namespace ReefChaos.Tests.Shop;

public sealed class PaymentsTests : IAsyncDisposable
{
    private static readonly Charge Charge = new(Guid.Parse("11111111-2222-3333-4444-555555555555"), "4", 10);

    private readonly ShopFixture shop = new();
    private readonly FakeTimeProvider time = new();
    private readonly Provider provider = new();
    private readonly PaymentSettings defaults = new();
    private IHost? host;

    [Theory]
    [InlineData(HttpStatusCode.OK, PaymentState.Paid)]
    [InlineData(HttpStatusCode.PaymentRequired, PaymentState.Declined)]
    [InlineData(HttpStatusCode.TooManyRequests, PaymentState.Failed)]
    [InlineData(HttpStatusCode.InternalServerError, PaymentState.Failed)]
    internal async Task Undefended_a_provider_that_fails_fails_the_order(HttpStatusCode status, PaymentState state)
    {
        provider.Answer = (_, _) => Status(status);

        (await Payments(Defenses.None).ChargeAsync(Charge, Token)).ShouldBe(state);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, PaymentState.Paid, 1)]
    [InlineData(HttpStatusCode.PaymentRequired, PaymentState.Declined, 1)]
    [InlineData(HttpStatusCode.TooManyRequests, PaymentState.Pending, 1)]
    [InlineData(HttpStatusCode.InternalServerError, PaymentState.Pending, 2)]
    internal async Task Defended_a_provider_that_fails_leaves_the_order_pending(HttpStatusCode status, PaymentState state, int attempts)
    {
        provider.Answer = (_, _) => Status(status);

        // The pause before the repetition is a real millisecond here.
        (await Payments(Defenses.Payments, TimeProvider.System).ChargeAsync(Charge, Token)).ShouldBe(state);

        provider.Keys.ShouldBe(Enumerable.Repeat("11111111222233334444555555555555", attempts));
        shop.Used.ShouldBe(state is PaymentState.Pending ? 1 : 0);
    }

    [Fact]
    public async Task Undefended_an_unreachable_provider_fails_the_order()
    {
        provider.Answer = (_, _) => throw new HttpRequestException("refused");

        (await Payments(Defenses.None).ChargeAsync(Charge, Token)).ShouldBe(PaymentState.Failed);
    }

    [Fact]
    public async Task Undefended_a_charge_waits_for_a_silent_provider_even_when_the_buyer_is_gone()
    {
        var silence = Silence();
        provider.Answer = (_, token) => silence.Task.WaitAsync(token);
        using var buyer = new CancellationTokenSource();

        var charge = Payments(Defenses.None).ChargeAsync(Charge, buyer.Token).AsTask();
        await buyer.CancelAsync();
        charge.IsCompleted.ShouldBeFalse();

        silence.SetResult(new HttpResponseMessage(HttpStatusCode.OK));
        (await charge.WaitAsync(ShopFixture.Patience, Token)).ShouldBe(PaymentState.Paid);
    }

    [Fact]
    public async Task Defended_a_charge_leaves_a_silent_provider_after_one_attempts_limit()
    {
        provider.Answer = (_, token) => Silence().Task.WaitAsync(token);

        var charge = Payments(Defenses.Payments).ChargeAsync(Charge, Token).AsTask();
        time.Advance(defaults.AttemptLimit - TimeSpan.FromMilliseconds(1));
        charge.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await charge.WaitAsync(ShopFixture.Patience, Token)).ShouldBe(PaymentState.Pending);
        provider.Keys.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Defended_a_call_that_ignores_cancellation_is_left_behind()
    {
        provider.Answer = (_, _) => Silence().Task;

        var charge = Payments(Defenses.Payments).ChargeAsync(Charge, Token).AsTask();
        time.Advance(defaults.Limit);

        (await charge.WaitAsync(ShopFixture.Patience, Token)).ShouldBe(PaymentState.Pending);
    }

    [Fact]
    public async Task Defended_the_buyer_who_is_gone_ends_the_charge()
    {
        provider.Answer = (_, token) => Silence().Task.WaitAsync(token);
        using var buyer = new CancellationTokenSource();

        var charge = Payments(Defenses.Payments).ChargeAsync(Charge, buyer.Token).AsTask();
        await buyer.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => charge.WaitAsync(ShopFixture.Patience, Token));
    }

    [Fact]
    public async Task Defended_a_failing_provider_is_left_alone_until_the_break_is_over()
    {
        provider.Answer = (_, _) => Status(HttpStatusCode.TooManyRequests);
        var payments = Payments(Defenses.Payments);
        while (provider.Keys.Count < 10)
        {
            (await payments.ChargeAsync(Charge, Token)).ShouldBe(PaymentState.Pending);
        }

        (await payments.ChargeAsync(Charge, Token)).ShouldBe(PaymentState.Pending);
        provider.Keys.Count.ShouldBe(10);

        provider.Answer = (_, _) => Status(HttpStatusCode.OK);
        time.Advance(defaults.Break);
        (await payments.ChargeAsync(Charge, Token)).ShouldBe(PaymentState.Paid);
    }

    [Fact]
    public async Task A_path_in_the_providers_address_is_kept()
    {
        provider.Answer = (_, _) => Status(HttpStatusCode.OK);

        await Payments(Defenses.All).ChargeAsync(Charge, Token);

        provider.Address.ShouldBe(new Uri("http://provider.test/v1/charge"));
    }

    public async ValueTask DisposeAsync()
    {
        // The pipeline waits, by this clock, for calls that were left behind.
        var disposal = Task.Run(async () => await ((IAsyncDisposable)host!).DisposeAsync());
        while (!disposal.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await disposal;
        shop.Dispose();
        provider.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TaskCompletionSource<HttpResponseMessage> Silence() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<HttpResponseMessage> Status(HttpStatusCode status) => Task.FromResult(new HttpResponseMessage(status));

    private IPayments Payments(Defenses defenses, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Shop:Payments:Url"] = "http://provider.test/v1";
        builder.Configuration["Shop:Payments:RetryDelay"] = "00:00:00.001";
        if (clock is not null)
        {
            builder.Configuration["Shop:Payments:AttemptLimit"] = "00:01:00";
            builder.Configuration["Shop:Payments:Limit"] = "00:01:00";
        }

        builder.Services.AddSingleton(clock ?? time);
        builder.Services.AddSingleton(shop.Fallbacks);
        builder.AddPayments(defenses);
        builder.Services.Configure<HttpClientFactoryOptions>(
            "payments", client => client.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = provider));
        host = builder.Build();
        return host.Services.GetRequiredService<IPayments>();
    }

    private sealed class Provider : HttpMessageHandler
    {
        public Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Status(HttpStatusCode.OK);

        public List<string> Keys { get; } = [];

        public Uri? Address { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Keys.Add(request.Headers.GetValues("Idempotency-Key").Single());
            Address = request.RequestUri;
            return Answer(request, cancellationToken);
        }
    }
}
