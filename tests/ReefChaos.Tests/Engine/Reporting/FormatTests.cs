using ReefChaos.Engine.Reporting;
using ReefChaos.Verdicts;

namespace ReefChaos.Tests.Engine.Reporting;

public sealed class FormatTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0000421, "42.1 µs")]
    [InlineData(0.01234, "12.3 ms")]
    [InlineData(0.123456, "123 ms")]
    [InlineData(0.99949, "999 ms")]
    [InlineData(0.9996, "1 s")]
    [InlineData(4.0167, "4.02 s")]
    [InlineData(125.2, "2 min 5 s")]
    [InlineData(119.9, "2 min 0 s")]
    public void Durations(double seconds, string text) => Format.Duration(seconds).ShouldBe(text);

    [Theory]
    [InlineData(1, "100%")]
    [InlineData(0, "0%")]
    [InlineData(0.995, "99.5%")]
    [InlineData(0.99999, "99.999%")]
    [InlineData(0.0000001, "0.00001%")]
    [InlineData(0.8725, "87.25%")]
    public void Only_a_whole_is_100_percent(double ratio, string text) => Format.Percent(ratio).ShouldBe(text);

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(268_435_456, "256 MiB")]
    [InlineData(-2_097_152, "-2 MiB")]
    [InlineData(1_048_575, "1 MiB")]
    public void Bytes(double bytes, string text) => Format.Bytes(bytes).ShouldBe(text);

    [Theory]
    [InlineData("availability", 0.5, "50%")]
    [InlineData("latency.p99", 0.5, "500 ms")]
    [InlineData("recovery", 2.0, "2 s")]
    [InlineData("throughput", 39.5, "39.5/s")]
    [InlineData("memory-growth", 65536.0, "64 KiB/s")]
    [InlineData("availability", null, "–")]
    public void A_value_is_written_in_the_unit_of_its_objective(string objective, double? value, string text) =>
        Format.Value(objective, value).ShouldBe(text);

    [Fact]
    public void An_open_interval_shows_where_it_is_open() =>
        Format.Interval(new ObjectiveResult("memory-growth", "<= 1MiB/s", 1024, 512, null, ObjectiveState.Undecided)).ShouldBe("1 KiB/s [512 B/s, ∞]");

    [Fact]
    public void An_objective_without_figures_shows_its_note() =>
        Format.Against(new ObjectiveResult("recovery", "<= 3s", null, null, null, ObjectiveState.Undecided, "no second was recorded"))
            .ShouldBe("recovery is undecided: target <= 3s (no second was recorded)");
}
