using ReefChaos.Engine.Judging.Estimates;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging.Estimates;

/// <summary>Where one request in twenty may offend: of 40 two are to be expected, seven or more come by chance once in 300 times, six once in 70.</summary>
public sealed class OffencesTests
{
    private const double OneInTwenty = 0.05;

    [Theory]
    [InlineData(3, 40, true)]
    [InlineData(4, 40, false)]
    [InlineData(1, 10, true)]
    [InlineData(2, 10, false)]
    [InlineData(1, 9, false)]
    [InlineData(0, 9, true)]
    [InlineData(0, 0, true)]
    public void A_second_holds_with_what_is_allowed_and_one_stray_of_ten_or_more(long offending, long requests, bool holds) =>
        Of((offending, requests)).Holds(0).ShouldBe(holds);

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void A_second_is_broken_where_chance_does_not_explain_it(long offending, bool broken) => Of((offending, 40)).Broken(0).ShouldBe(broken);

    /// <summary>One of one cannot be a stray; and where nothing may offend, one of many can.</summary>
    [Fact]
    public void A_second_that_holds_is_not_broken()
    {
        new Offences(0, [(1, 40)]).Broken(0).ShouldBeFalse();
        new Offences(0, [(1, 1)]).Broken(0).ShouldBeTrue();
    }

    [Fact]
    public void Seconds_together_may_be_broken_where_none_is_by_itself()
    {
        var offences = Of((40, 40), (5, 40), (5, 40), (5, 40));

        offences.Broken(1).ShouldBeFalse();
        offences.BrokenFrom(1).ShouldBeTrue();
        offences.BrokenFrom(3).ShouldBeFalse();
    }

    [Fact]
    public void What_came_before_does_not_break_the_rest() => Of((40, 40), (0, 40), (0, 40)).BrokenFrom(1).ShouldBeFalse();

    [Fact]
    public void A_second_fades_where_more_offend_in_it_than_after_it()
    {
        Of((2, 40), (0, 40), (0, 40)).Fades(0).ShouldBeTrue();
        Of((1, 40), (0, 40), (0, 40)).Fades(0).ShouldBeFalse();
        Of((3, 40), (3, 40), (3, 40)).Fades(0).ShouldBeFalse();
        Of((0, 40), (9, 40)).Fades(1).ShouldBeFalse();
    }

    [Fact]
    public void Any_is_one_or_more()
    {
        var offences = Of((0, 40), (1, 40));

        (offences.Any(0), offences.Any(1)).ShouldBe((false, true));
    }

    [Fact]
    public void Failures_offend_availability_and_what_is_too_slow_a_latency()
    {
        var second = new PlantedSecond([.. Enumerable.Repeat(100.0, 20), .. Enumerable.Repeat(101.0, 10)], Failures: 20).At(0);
        var availability = new Objective("availability", ObjectiveKind.Availability, Comparison.AtLeast, 0.9, ">= 90%");
        var median = new Objective("latency.p50", ObjectiveKind.Latency, Comparison.AtMost, 0.1, "<= 100ms", 50);
        var p90 = new Objective("latency.p90", ObjectiveKind.Latency, Comparison.AtMost, 0.1, "<= 100ms", 90);

        // 20 of 30 failed where 3 may, 10 of 30 were slow where 15, then 3 may.
        Offences.Of([second], [availability, median, p90]).Select(o => o.Holds(0)).ShouldBe([false, true, false]);
        Offences.Of([second], [median with { Threshold = 0.101 }]).Single().Any(0).ShouldBeFalse();
        Offences.Of([PlantedArm.Calm.At(0)], [availability]).Single().Any(0).ShouldBeFalse();
    }

    private static Offences Of(params (long, long)[] seconds) => new(OneInTwenty, seconds);
}
