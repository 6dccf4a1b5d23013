using ReefChaos.Plans;

namespace ReefChaos.Tests.Plans;

public sealed class ArrivalScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Inject_spreads_its_rate_evenly_over_the_interval()
    {
        var starts = Starts(Schedule(1, Inject(40, 4)), until: 4);

        starts.Count.ShouldBe(160);
        for (var k = 0; k < starts.Count; k++)
        {
            starts[k].ShouldBe(k * 0.025, 1e-9);
        }
    }

    [Theory]
    [InlineData(3, 2, 5, 8)]
    [InlineData(7, 3, 9, 21)]
    [InlineData(1, 10, 1, 1)]
    [InlineData(333, 1, 3, 999)]
    public void Inject_counts_are_exact_also_where_interval_and_length_do_not_divide(int rate, int interval, int during, int expected)
    {
        var piece = new Simulation(SimulationKind.Inject, during * Second, rate, Interval: interval * Second);

        Starts(Schedule(1, piece, Pause(100)), until: 100).Count.ShouldBe(expected);
    }

    [Fact]
    public void Pieces_follow_each_other_and_a_pause_sends_nothing()
    {
        var starts = Starts(Schedule(1, Inject(10, 2), Pause(3), Inject(5, 2)), until: 7);

        starts.Count(s => s < 2).ShouldBe(20);
        starts.Count(s => s is >= 2 and < 5).ShouldBe(0);
        starts.Count(s => s >= 5).ShouldBe(10);
        starts[20].ShouldBe(5);
    }

    [Fact]
    public void The_last_level_goes_on_for_ever()
    {
        Starts(Schedule(1, Inject(10, 1)), until: 100).Count.ShouldBe(1000);
        Starts(Schedule(1, Ramp(10, 2)), until: 100).Count.ShouldBe(10 + 980);
        Starts(Schedule(1, new Simulation(SimulationKind.InjectRandom, Second, 10, 10, Second)), until: 100).Count.ShouldBe(1000);
        Schedule(1, Inject(10, 1), Pause(1)).Arrivals().Count().ShouldBe(10);
    }

    [Fact]
    public void A_ramp_rises_from_the_last_level_and_never_waits_longer_than_before()
    {
        var starts = Starts(Schedule(1, Inject(20, 1), Ramp(100, 4), Inject(100, 1)), until: 5).Where(s => s >= 1).ToList();

        starts.Count.ShouldBe(240);
        var gaps = starts.Zip(starts.Skip(1), (a, b) => b - a).ToList();
        gaps.ShouldBe(gaps.OrderDescending());
        gaps[0].ShouldBe(1 / 20.0, 0.01);
        gaps[^1].ShouldBe(1 / 100.0, 0.001);
    }

    [Fact]
    public void A_ramp_may_also_fall_and_starts_from_nothing_when_it_is_first()
    {
        var fall = Starts(Schedule(1, Inject(100, 1), Ramp(20, 4)), until: 5).Where(s => s >= 1).ToList();
        var gaps = fall.Zip(fall.Skip(1), (a, b) => b - a).ToList();
        fall.Count.ShouldBe(240);
        gaps.Zip(gaps.Skip(1), (a, b) => b >= a - 1e-9).ShouldAllBe(grows => grows);

        var rise = Starts(Schedule(1, Ramp(10, 10)), until: 10);
        rise.Count.ShouldBe(50);
        rise.Count(s => s < 5).ShouldBeInRange(12, 13);
    }

    [Fact]
    public void A_ramp_to_the_level_it_has_is_even() =>
        Starts(Schedule(1, Inject(10, 1), Ramp(10, 1)), until: 2).Count.ShouldBe(20);

    [Fact]
    public void InjectRandom_draws_a_number_within_its_bounds_for_each_interval()
    {
        var starts = Starts(Schedule(7, new Simulation(SimulationKind.InjectRandom, 200 * Second, 5, 15, Second)), until: 200);

        starts.ShouldBe(starts.Order());
        var counts = Enumerable.Range(0, 200).Select(i => starts.Count(s => s >= i && s < i + 1)).ToList();
        counts.ShouldAllBe(c => c >= 5 && c <= 15);
        counts.Distinct().Count().ShouldBe(11);
        counts.Average().ShouldBe(10, 1);
        starts.Select(s => s - Math.Floor(s)).Average().ShouldBe(0.5, 0.03);
    }

    [Fact]
    public void The_same_seed_repeats_the_schedule_and_another_differs()
    {
        Simulation[] pieces = [Inject(50, 2), new Simulation(SimulationKind.InjectRandom, 5 * Second, 5, 50, Second)];

        List<Arrival> Take(ulong seed) => [.. Schedule(seed, pieces).Arrivals().Take(500)];

        Take(42).ShouldBe(Take(42));
        Take(42).ShouldNotBe(Take(43));
        Take(42).Skip(100).Select(a => a.AtSeconds).ShouldNotBe(Take(43).Skip(100).Select(a => a.AtSeconds));
        Take(42).Take(100).Select(a => a.Journey).ShouldNotBe(Take(43).Take(100).Select(a => a.Journey));
    }

    [Fact]
    public void Requests_are_chosen_in_proportion_to_their_weights()
    {
        var schedule = new ArrivalSchedule(Profile([Inject(1000, 1)], 1, 3, 6), 42);

        var counts = schedule.Arrivals().Take(10_000).CountBy(a => a.Journey).ToDictionary(c => c.Key, c => c.Value);

        counts[0].ShouldBeInRange(1000 - 120, 1000 + 120);
        counts[1].ShouldBeInRange(3000 - 180, 3000 + 180);
        counts[2].ShouldBeInRange(6000 - 200, 6000 + 200);
    }

    [Fact]
    public void Copies_follow_the_closed_pieces_only()
    {
        var schedule = Schedule(1, Inject(10, 2), Copies(SimulationKind.RampingConstant, 10, 10), Copies(SimulationKind.KeepConstant, 4, 5));

        schedule.HasClosed.ShouldBeTrue();
        schedule.CopiesAt(-1).ShouldBe(0);
        schedule.CopiesAt(1).ShouldBe(0);
        schedule.CopiesAt(2).ShouldBe(0);
        schedule.CopiesAt(7).ShouldBe(5);
        schedule.CopiesAt(11.9).ShouldBe(10);
        schedule.CopiesAt(12).ShouldBe(4);
        schedule.CopiesAt(1000).ShouldBe(4);
        schedule.Arrivals().Count().ShouldBe(20);
        Schedule(1, Inject(10, 2)).HasClosed.ShouldBeFalse();
    }

    [Fact]
    public void A_ramp_of_copies_rises_from_the_copies_before_it()
    {
        var schedule = Schedule(1, Copies(SimulationKind.KeepConstant, 10, 5), Copies(SimulationKind.RampingConstant, 20, 10));

        schedule.CopiesAt(5).ShouldBe(10);
        schedule.CopiesAt(10).ShouldBe(15);
        schedule.CopiesAt(15).ShouldBe(20);
    }

    [Fact]
    public void The_expected_number_is_what_the_schedule_sends()
    {
        Simulation[] pieces = [Ramp(100, 4), Inject(100, 2), Pause(1), Inject(30, 1)];
        var schedule = Schedule(1, pieces);

        schedule.TotalSeconds.ShouldBe(8);
        for (var second = 0; second < 12; second++)
        {
            var sent = Starts(schedule, until: second + 1).Count(s => s >= second);
            schedule.Expected(second, second + 1)!.Value.ShouldBe(sent, 1);
        }

        schedule.Expected(0, 12)!.Value.ShouldBe(200 + 200 + 150, 1e-6);
        schedule.Expected(3, 3).ShouldBe(0);
    }

    [Fact]
    public void The_expected_number_is_unknown_only_where_a_closed_loop_runs()
    {
        var schedule = Schedule(1, Inject(10, 2), Copies(SimulationKind.KeepConstant, 4, 5));

        schedule.Expected(0, 2).ShouldBe(20);
        schedule.Expected(0, 3).ShouldBeNull();
        schedule.Expected(50, 60).ShouldBeNull();
        Schedule(1, new Simulation(SimulationKind.InjectRandom, Second, 10, 20, Second)).Expected(0, 4).ShouldBe(60);
    }

    [Fact]
    public void Poisson_arrivals_keep_the_rate_and_are_independent_of_each_other()
    {
        var starts = Starts(Poisson(7, Inject(100, 100)), until: 100);

        starts.ShouldBe(starts.Order());
        starts.Count.ShouldBeInRange(9_600, 10_400);
        var gaps = starts.Zip(starts.Skip(1), (a, b) => b - a).ToList();
        // Of exponential gaps as many as 1/e are longer than the mean, and the next one knows nothing of the last.
        gaps.Count(g => g > 0.01).ShouldBeInRange((int)(gaps.Count / Math.E) - 300, (int)(gaps.Count / Math.E) + 300);
        gaps.Zip(gaps.Skip(1), (a, b) => (a - 0.01) * (b - 0.01)).Average().ShouldBe(0, 1e-5);
        Starts(Poisson(7, Inject(100, 100)), until: 100).ShouldBe(starts);
        Starts(Poisson(8, Inject(100, 100)), until: 100).ShouldNotBe(starts);
    }

    [Fact]
    public void Poisson_arrivals_follow_a_ramp()
    {
        var starts = Starts(Poisson(7, Ramp(200, 100)), until: 100);

        starts.Count.ShouldBeInRange(9_600, 10_400);
        starts.Count(s => s < 50).ShouldBeInRange(2_300, 2_700);
    }

    [Fact]
    public void A_trace_is_replayed_and_begins_anew_past_its_end()
    {
        var trace = new Simulation(SimulationKind.Replay, 2 * Second) { Trace = [0, 0.5, 0.5, 1.75] };

        Starts(Schedule(1, Inject(2, 1), trace), until: 5).ShouldBe([0, 0.5, 1, 1.5, 1.5, 2.75, 3, 3.5, 3.5, 4.75]);
        Starts(Schedule(1, trace, Pause(1)), until: 9).ShouldBe([0, 0.5, 0.5, 1.75]);
        Schedule(1, trace).Expected(0.5, 2.5).ShouldBe(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void Slices_together_are_exactly_the_whole(int count)
    {
        var schedule = new ArrivalSchedule(Profile([Ramp(50, 2), Inject(50, 2), Pause(1)], 3, 1), 5);

        var slices = Enumerable.Range(0, count).Select(i => schedule.Arrivals(new LoadSlice(i, count)).ToList()).ToList();

        slices.SelectMany(s => s).OrderBy(a => a.Ordinal).ShouldBe(schedule.Arrivals());
        slices.ShouldAllBe(s => Math.Abs(s.Count - (150.0 / count)) < 1);
    }

    private static ArrivalSchedule Poisson(ulong seed, Simulation simulation) =>
        new(Profile([simulation], 1) with { Pattern = ArrivalPattern.Poisson }, seed);

    private static ArrivalSchedule Schedule(ulong seed, params Simulation[] simulations) => new(Profile(simulations, 1, 1), seed);

    private static LoadProfile Profile(IReadOnlyList<Simulation> simulations, params int[] weights) => new()
    {
        Name = "test",
        Simulations = simulations,
        Journeys = [.. weights.Select(w => new Journey("get", w, [new RequestTemplate { Method = "GET", Path = "/" }]))],
    };

    private static Simulation Inject(int rate, int seconds) => new(SimulationKind.Inject, seconds * Second, rate, Interval: Second);

    private static Simulation Ramp(int rate, int seconds) => new(SimulationKind.RampingInject, seconds * Second, rate, Interval: Second);

    private static Simulation Pause(int seconds) => new(SimulationKind.Pause, seconds * Second);

    private static Simulation Copies(SimulationKind kind, int copies, int seconds) => new(kind, seconds * Second, copies);

    private static List<double> Starts(ArrivalSchedule schedule, double until) =>
        [.. schedule.Arrivals().Select(a => a.AtSeconds).TakeWhile(s => s < until - 1e-9)];
}
