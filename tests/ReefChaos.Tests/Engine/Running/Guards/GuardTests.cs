using ReefChaos.Engine.Running.Guards;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Running.Guards;

public sealed class GuardTests
{
    private static readonly GuardSpec Below10For3s = new() { Availability = Sustained<Ratio>.Parse("< 10% for 3s") };
    private static readonly GuardSpec MemoryAbove95For3s = new() { Memory = Sustained<Ratio>.Parse("> 95% for 3s") };
    private static readonly GuardSpec HeapAbove90For2s = new() { Heap = Sustained<Ratio>.Parse("> 90% for 2s") };
    private static readonly GuardSpec PausesAbove70For4s = new() { GcPause = Sustained<Ratio>.Parse("> 70% for 4s") };
    private static readonly GuardSpec Gen0Below200MsFor4s = new() { Gen0Interval = Sustained<Duration>.Parse("< 200ms for 4s") };

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

    [Theory]
    [InlineData(null, false)]
    [InlineData(151, false)]
    [InlineData(150, true)]
    public void So_many_failed_requests_trip_it(int? most, bool trips) =>
        FailCountGuard.Tripped(most, Seconds(100, 50, 0)).ShouldBe(trips ? "MaxFailCount 150" : null);

    [Fact]
    public void Memory_beyond_its_bound_for_the_whole_time_trips() =>
        Guard.Tripped(MemoryAbove95For3s, Memory(50, 96, 97, 99)).ShouldBe("memory > 95% for 3s");

    [Theory]
    [InlineData(96, 97)]
    [InlineData(96, 95, 97, 99)]
    [InlineData(96, 97, 99, 50)]
    public void Memory_that_was_not_beyond_it_so_long_and_until_now_does_not(params int[] percents) =>
        Guard.Tripped(MemoryAbove95For3s, Memory(percents)).ShouldBeNull();

    [Fact]
    public void A_heap_beyond_its_bound_trips()
    {
        Guard.Tripped(HeapAbove90For2s, Heap(95, 96)).ShouldBe("heap > 90% for 2s");
        Guard.Tripped(HeapAbove90For2s, Heap(96, 90)).ShouldBeNull();
    }

    [Fact]
    public void Pauses_count_on_average_over_the_time()
    {
        Guard.Tripped(PausesAbove70For4s, Runtime(5, second => (0.75 * second, 0))).ShouldBe("gc-pause > 70% for 4s");
        Guard.Tripped(PausesAbove70For4s, Runtime(5, second => (second < 2 ? 0 : 2.9, 0))).ShouldNotBeNull();
        Guard.Tripped(PausesAbove70For4s, Runtime(5, second => (0.7 * second, 0))).ShouldBeNull();
    }

    [Fact]
    public void An_average_waits_for_the_whole_time() => Guard.Tripped(PausesAbove70For4s, Runtime(4, second => (second, 0))).ShouldBeNull();

    [Fact]
    public void Collections_of_the_young_that_follow_each_other_too_soon_trip()
    {
        Guard.Tripped(Gen0Below200MsFor4s, Runtime(5, second => (0, 6 * second))).ShouldBe("gen0-interval < 200ms for 4s");
        Guard.Tripped(Gen0Below200MsFor4s, Runtime(5, second => (0, 5 * second))).ShouldBeNull();
        Guard.Tripped(Gen0Below200MsFor4s, Runtime(5, _ => (0, 3))).ShouldBeNull();
    }

    [Fact]
    public void What_nobody_measured_does_not_trip() =>
        Guard.Tripped(MemoryAbove95For3s with { Heap = HeapAbove90For2s.Heap, GcPause = PausesAbove70For4s.GcPause }, Seconds(100, 100)).ShouldBeNull();

    private static History Seconds(params int[] okOfHundred) => new(Arm.Defended,
        [.. okOfHundred.Select((ok, i) => new LoadSecond(i, 100, ok, new Dictionary<string, long>(), "1000:100") { At = i + 1 })]);

    private static History Memory(params int[] percents) => new(Arm.Defended,
        [.. percents.Select((percent, i) => new LimitSample(new MemoryUse(percent, 100, null), null) { At = i + 0.1 * (i % 2) })]);

    private static History Heap(params int[] percents) => new(Arm.Defended,
        [.. percents.Select((percent, i) => new RuntimeSample(percent, 100, 0, 0, 1) { At = i })]);

    private static History Runtime(int count, Func<int, (double Pauses, long Gen0)> counters) => new(Arm.Defended,
        [.. Enumerable.Range(0, count).Select(i => new RuntimeSample(1, 100, counters(i).Pauses, counters(i).Gen0, 1) { At = i })]);
}
