using ReefChaos.Engine.Reading;

namespace ReefChaos.Tests.Engine.Reading;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["availability", "latency", "env", "at", "missing-timeout"];

    [Theory]
    [InlineData("availabilty", "availability")]
    [InlineData("aviailabilty", "availability")]
    [InlineData("Latency", "latency")]
    [InlineData("latnecy", "latency")]
    [InlineData("evn", "env")]
    [InlineData("MissingTimeout", "missing-timeout")]
    [InlineData("missing_timeout", "missing-timeout")]
    public void A_near_name_is_offered(string given, string meant) => NearestName.Hint(given, Known).ShouldBe($"; did you mean '{meant}'?");

    [Theory]
    [InlineData("")]
    [InlineData("elephant")]
    [InlineData("zzz")]
    [InlineData("available")]
    public void A_far_name_is_not(string given) => NearestName.Hint(given, Known).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_offered_where_nothing_is_known() => NearestName.Hint("env", []).ShouldBeEmpty();

    [Fact]
    public void A_name_too_long_to_be_a_misspelling_is_not_measured() =>
        NearestName.Hint(new string('a', 65), [new string('a', 65)]).ShouldBeEmpty();
}
