using ReefChaos.Shop;

namespace ReefChaos.Tests.Shop;

public sealed class FallbacksTests
{
    [Fact]
    public void Every_use_is_counted_and_the_first_of_each_part_is_logged()
    {
        using var shop = new ShopFixture();

        shop.Fallbacks.Use(Defenses.Audit, "the channel is full");
        shop.Fallbacks.Use(Defenses.Audit, "the channel is full");
        shop.Fallbacks.Use(Defenses.Risk, "the bulkhead is full");

        shop.Used.ShouldBe(3);
        shop.Log.Count.ShouldBe(2);
    }
}
