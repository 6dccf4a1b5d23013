using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using ReefChaos.Shop;
using ReefChaos.Shop.Stock;
using StackExchange.Redis;

namespace ReefChaos.Tests.Shop;

public sealed class StockTests : IDisposable
{
    private readonly ShopFixture shop = new();
    private readonly FakeTimeProvider time = new();
    private readonly Source source = new();
    private readonly StockSettings defaults = new();
    private IHost? host;

    [Fact]
    public async Task Without_an_address_nobody_is_asked_and_there_is_always_enough()
    {
        var stock = Stock(Defenses.All, redis: null);

        (await stock.LookAsync("lamp", int.MaxValue, Token)).ShouldBe(StockState.Enough);
        stock.ShouldBeOfType<UncountedStock>();
        source.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Defenses.None, null, StockState.Enough)]
    [InlineData(Defenses.None, 2L, StockState.Enough)]
    [InlineData(Defenses.None, 1L, StockState.Short)]
    [InlineData(Defenses.Stock, null, StockState.Enough)]
    [InlineData(Defenses.Stock, 2L, StockState.Enough)]
    [InlineData(Defenses.Stock, 1L, StockState.Short)]
    internal async Task An_order_for_two_is_held_against_the_level(Defenses defenses, long? level, StockState state)
    {
        source.Answer = () => Task.FromResult(level);

        (await Stock(defenses).LookAsync("lamp", 2, Token)).ShouldBe(state);

        source.Asked.ShouldBe(["lamp"]);
        shop.Used.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Undefended_a_source_that_fails_fails_the_order(string reason)
    {
        source.Answer = () => Fail(reason);

        (await Stock(Defenses.None).LookAsync("lamp", 2, Token)).ShouldBe(StockState.Unknown);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Defended_the_last_known_level_stands_in_for_a_source_that_fails(string reason)
    {
        var stock = Stock(Defenses.Stock);
        source.Answer = () => Task.FromResult<long?>(1);
        await stock.LookAsync("lamp", 1, Token);

        source.Answer = () => Fail(reason);

        (await stock.LookAsync("lamp", 1, Token)).ShouldBe(StockState.Enough);
        (await stock.LookAsync("lamp", 2, Token)).ShouldBe(StockState.Short);
        shop.Used.ShouldBe(2);
    }

    [Fact]
    public async Task Defended_an_article_never_seen_is_sold()
    {
        source.Answer = () => Fail("unreachable");

        (await Stock(Defenses.Stock).LookAsync("lamp", 2, Token)).ShouldBe(StockState.Enough);
    }

    [Fact]
    public async Task Undefended_an_order_waits_for_a_silent_source_even_when_the_buyer_is_gone()
    {
        var silence = Silence();
        source.Answer = () => silence.Task;
        using var buyer = new CancellationTokenSource();

        var look = Stock(Defenses.None).LookAsync("lamp", 2, buyer.Token).AsTask();
        await buyer.CancelAsync();
        look.IsCompleted.ShouldBeFalse();

        silence.SetResult(2);
        (await look.WaitAsync(ShopFixture.Patience, Token)).ShouldBe(StockState.Enough);
    }

    [Fact]
    public async Task Defended_an_order_leaves_a_silent_source_after_its_limit()
    {
        source.Answer = () => Silence().Task;

        var look = Stock(Defenses.Stock).LookAsync("lamp", 2, Token).AsTask();
        time.Advance(defaults.Limit - TimeSpan.FromMilliseconds(1));
        look.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await look.WaitAsync(ShopFixture.Patience, Token)).ShouldBe(StockState.Enough);
        shop.Used.ShouldBe(1);
    }

    [Fact]
    public async Task Defended_the_buyer_who_is_gone_ends_the_wait()
    {
        source.Answer = () => Silence().Task;
        using var buyer = new CancellationTokenSource();

        var look = Stock(Defenses.Stock).LookAsync("lamp", 2, buyer.Token).AsTask();
        await buyer.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => look.WaitAsync(ShopFixture.Patience, Token));
    }

    [Fact]
    public async Task Defended_a_failing_source_is_left_alone_until_the_break_is_over()
    {
        var stock = Stock(Defenses.Stock);
        source.Answer = () => Fail("unreachable");
        while (source.Asked.Count < 10)
        {
            await stock.LookAsync("lamp", 2, Token);
        }

        await stock.LookAsync("lamp", 2, Token);
        source.Asked.Count.ShouldBe(10);

        source.Answer = () => Task.FromResult<long?>(1);
        time.Advance(defaults.Break);
        (await stock.LookAsync("lamp", 2, Token)).ShouldBe(StockState.Short);
    }

    [Fact]
    public async Task Defended_a_level_for_which_there_is_no_room_is_not_remembered()
    {
        var stock = Stock(Defenses.Stock, remembered: 1);
        source.Answer = () => Task.FromResult<long?>(1);
        await stock.LookAsync("lamp", 1, Token);
        await stock.LookAsync("ring", 1, Token);

        source.Answer = () => Fail("unreachable");

        (await stock.LookAsync("ring", 2, Token)).ShouldBe(StockState.Enough);
    }

    public static TheoryData<string> Failures() => ["unreachable", "late", "no number"];

    public void Dispose()
    {
        host?.Dispose();
        shop.Dispose();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TaskCompletionSource<long?> Silence() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<long?> Fail(string reason) => Task.FromException<long?>(reason switch
    {
        "unreachable" => new RedisConnectionException(ConnectionFailureType.UnableToConnect, CommandFlags.None, reason, null, CommandStatus.Unknown),
        "late" => new RedisTimeoutException(CommandFlags.None, reason, CommandStatus.Sent),
        _ => new RedisException(reason),
    });

    /// <summary>The host is not started, so that nothing connects.</summary>
    private IStock Stock(Defenses defenses, string? redis = "redis.test:6379", int remembered = 100)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Shop:Stock:Redis"] = redis;
        builder.Configuration["Shop:Stock:Remembered"] = $"{remembered}";
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(shop.Fallbacks);
        builder.AddStock(defenses);
        builder.Services.AddSingleton<IStockSource>(source);
        host = builder.Build();
        return host.Services.GetRequiredService<IStock>();
    }

    private sealed class Source : IStockSource
    {
        public Func<Task<long?>> Answer { get; set; } = () => Task.FromResult<long?>(null);

        public List<string> Asked { get; } = [];

        public Task<long?> LevelAsync(string sku)
        {
            Asked.Add(sku);
            return Answer();
        }
    }
}
