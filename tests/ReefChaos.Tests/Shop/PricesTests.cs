using ReefChaos.Shop.Prices;

namespace ReefChaos.Tests.Shop;

public sealed class PricesTests : IDisposable
{
    private readonly Source source = new();
    private readonly PriceFeed feed;

    public PricesTests() => feed = new PriceFeed(source);

    [Fact]
    public void Both_readers_see_the_refreshed_price()
    {
        source.Price = 2;
        feed.Refresh().ShouldBeTrue();

        new LockedPrices(feed).Of("lamp").ShouldBe(2);
        new SnapshotPrices(feed).Of("lamp").ShouldBe(2);
    }

    [Fact]
    public void Both_readers_know_no_price_of_what_is_not_sold()
    {
        new LockedPrices(feed).Of("whale").ShouldBeNull();
        new SnapshotPrices(feed).Of("whale").ShouldBeNull();
    }

    [Fact]
    public void While_the_gate_is_held_the_snapshot_answers_and_the_locked_reader_waits()
    {
        using var held = HoldGate();
        decimal? locked = null;
        var reader = new Thread(() => locked = new LockedPrices(feed).Of("lamp")) { IsBackground = true };

        new SnapshotPrices(feed).Of("lamp").ShouldBe(1);
        reader.Start();
        ShopFixture.Waits(reader).ShouldBeTrue();
        locked.ShouldBeNull();

        held.Dispose();
        reader.Join(ShopFixture.Patience).ShouldBeTrue();
        locked.ShouldBe(1);
    }

    [Fact]
    public void A_second_refresh_leaves_the_work_to_the_first()
    {
        using var held = HoldGate();

        feed.Refresh().ShouldBeFalse();
    }

    [Fact]
    public async Task A_failed_refresh_keeps_the_old_prices_and_frees_the_gate()
    {
        source.Price = null;

        Should.Throw<IOException>(() => feed.Refresh());

        new SnapshotPrices(feed).Of("lamp").ShouldBe(1);
        new LockedPrices(feed).Of("lamp").ShouldBe(1);
        source.Price = 3;
        (await Task.Run(feed.Refresh, TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    public void Dispose() => source.Dispose();

    /// <summary>A refresh, on a thread of its own, that is stuck in its source.</summary>
    private Held HoldGate()
    {
        source.Stuck = true;
        var refresh = new Thread(() => feed.Refresh()) { IsBackground = true };
        refresh.Start();
        source.Entered.Wait(ShopFixture.Patience).ShouldBeTrue();
        return new Held(source, refresh);
    }

    private sealed class Held(Source source, Thread refresh) : IDisposable
    {
        public void Dispose()
        {
            source.Released.Set();
            refresh.Join(ShopFixture.Patience).ShouldBeTrue();
        }
    }

    private sealed class Source : IPriceSource, IDisposable
    {
        public decimal? Price { get; set; } = 1;

        public bool Stuck { get; set; }

        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Released { get; } = new();

        public IEnumerable<KeyValuePair<string, decimal>> Load()
        {
            if (Stuck)
            {
                Entered.Set();
                Released.Wait(ShopFixture.Patience);
            }

            yield return new("lamp", Price ?? throw new IOException("no prices today"));
        }

        public void Dispose()
        {
            Entered.Dispose();
            Released.Dispose();
        }
    }
}
