using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Scenarios;

public sealed class UnitsTests
{
    [Theory]
    [InlineData("250us", 0.000250)]
    [InlineData("300ms", 0.3)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("24h", 86_400)]
    public void A_duration_is_read_with_its_unit(string text, double seconds) =>
        Duration.Parse(text).Value.TotalSeconds.ShouldBe(seconds, 1e-9);

    [Theory]
    [InlineData("")]
    [InlineData("300")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("5 fortnights")]
    [InlineData("25h")]
    [InlineData("1,5s")]
    public void What_is_no_duration_is_refused(string text) => Duration.TryParse(text, null, out _).ShouldBeFalse();

    [Theory]
    [InlineData("300ms")]
    [InlineData("4s")]
    [InlineData("0us")]
    [InlineData("1500ms")]
    public void A_duration_survives_its_own_text(string text) =>
        Duration.Parse(Duration.Parse(text).ToString()).ShouldBe(Duration.Parse(text));

    [Theory]
    [InlineData("256MiB", 256L << 20)]
    [InlineData("1.5KiB", 1536)]
    [InlineData("0B", 0)]
    public void A_size_is_read_with_its_unit(string text, long bytes) => ByteSize.Parse(text).Bytes.ShouldBe(bytes);

    [Theory]
    [InlineData("99.5%")]
    [InlineData("0%")]
    [InlineData("100%")]
    public void A_share_survives_its_own_text(string text) => Ratio.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void A_share_above_the_whole_is_refused() => Ratio.TryParse("101%", null, out _).ShouldBeFalse();

    [Theory]
    [InlineData("<= 300ms", Comparison.AtMost)]
    [InlineData(">=300ms", Comparison.AtLeast)]
    [InlineData("< 300ms", Comparison.Below)]
    [InlineData("> 300ms", Comparison.Above)]
    public void A_bound_has_a_direction(string text, Comparison comparison) =>
        Bound<Duration>.Parse(text).ShouldBe(new Bound<Duration>(comparison, TimeSpan.FromMilliseconds(300)));

    [Fact]
    public void A_sustained_bound_has_a_time() =>
        Sustained<Ratio>.Parse("< 10% for 5s").ToString().ShouldBe("< 10% for 5s");

    [Theory]
    [InlineData("process")]
    [InlineData("container")]
    [InlineData("container:cache")]
    [InlineData("inbound:/checkout")]
    [InlineData("lock:Shop.Prices.gate")]
    public void A_site_survives_its_own_text(string text) => Site.Parse(text).ToString().ShouldBe(text);

    [Theory]
    [InlineData("process:x")]
    [InlineData("inbound")]
    [InlineData("inbound:")]
    [InlineData("container:")]
    [InlineData("container: x")]
    [InlineData("elsewhere:x")]
    public void What_is_no_site_is_refused(string text) => Site.TryParse(text, null, out _).ShouldBeFalse();
}
