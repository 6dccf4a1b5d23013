using ReefChaos.Engine.Running;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Running;

public sealed class GuardTests
{
    private static readonly GuardSpec Below10For3s = new() { Availability = Sustained<Ratio>.Parse("< 10% for 3s") };

    [Fact]
    public void It_trips_when_the_bound_is_met_for_the_whole_time() =>
        Guard.Tripped(Below10For3s, Seconds(100, 5, 0, 9)).ShouldBe("availability < 10% for 3s");

    [Fact]
    public void One_good_second_starts_the_time_anew() => Guard.Tripped(Below10For3s, Seconds(0, 0, 50, 0, 0)).ShouldBeNull();

    [Fact]
    public void Too_few_seconds_do_not_trip_it() => Guard.Tripped(Below10For3s, Seconds(0, 0)).ShouldBeNull();

    [Fact]
    public void The_threshold_itself_is_not_below_it() => Guard.Tripped(Below10For3s, Seconds(10, 10, 10)).ShouldBeNull();

    [Fact]
    public void Without_a_guard_nothing_trips() => Guard.Tripped(null, Seconds(0, 0, 0, 0)).ShouldBeNull();

    private static History Seconds(params int[] okOfHundred) => new(Arm.Defended,
        [.. okOfHundred.Select((ok, i) => new LoadSecond(i, 100, ok, new Dictionary<string, long>(), "1000:100") { At = i + 1 })]);
}
