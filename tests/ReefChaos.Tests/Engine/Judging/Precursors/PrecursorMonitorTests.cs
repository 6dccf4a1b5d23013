using ReefChaos.Engine.Judging.Precursors;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging.Precursors;

public sealed class PrecursorMonitorTests
{
    [Fact]
    public void A_calm_target_shows_none() =>
        Of(Runtime(70, s => new(50, 100, 0.1 * s, s, 4)), Memory(70, _ => 95)).ShouldBeEmpty();

    [Fact]
    public void A_target_without_an_agent_and_without_counted_limits_shows_none() => Of().ShouldBeEmpty();

    [Fact]
    public void Memory_close_to_its_limit_is_told_with_when_how_long_and_how_far() =>
        Of(Memory(20, s => s is >= 12 and < 16 ? 84 + s : 40))
            .ShouldBe(["memory use above 95% of the limit from 12 s for 4 s, up to 99%"]);

    [Fact]
    public void Later_times_are_summed_up() =>
        Of(Memory(20, s => s is 3 or 4 or 10 or 15 or 16 ? 99 : 40))
            .ShouldBe(["memory use above 95% of the limit from 3 s for 2 s and 2 times more, 5 s in all, up to 99%"]);

    [Fact]
    public void A_look_that_was_missed_does_not_break_the_time_and_a_longer_silence_does()
    {
        Of([.. Memory(10, _ => 99).Where(e => e.At != 5)]).ShouldHaveSingleItem().ShouldContain("from 0 s for 10 s,");
        Of([.. Memory(10, _ => 99).Where(e => e.At is not (4 or 5))]).ShouldHaveSingleItem().ShouldContain("for 4 s and once more, 8 s in all");
    }

    [Fact]
    public void A_full_heap_is_told() =>
        Of(Runtime(8, s => new(s < 6 ? 50 : 92, 100, 0, 0, 4))).ShouldBe(["managed heap above 90% of its limit from 6 s for 2 s, up to 92%"]);

    [Fact]
    public void Pauses_are_averaged_over_what_there_is_of_a_minute()
    {
        Of(Runtime(12, s => new(1, 100, 0.8 * s, 0, 4)))
            .ShouldBe(["GC pauses above 70% of the time, on average over up to 60 s, from 10 s for 2 s, up to 80%"]);
        Of(Runtime(9, s => new(1, 100, 0.8 * s, 0, 4))).ShouldBeEmpty();
        Of(Runtime(130, s => new(1, 100, s < 60 ? 0 : 0.9 * (s - 60), 0, 4))).ShouldHaveSingleItem().ShouldContain("from 1 min 47 s for 23 s, up to 90%");
    }

    [Fact]
    public void Collections_of_the_young_that_follow_each_other_closely_are_told() =>
        Of(Runtime(10, s => new(1, 100, 0, 10 * s, 4))).ShouldBe(["gen0 collections less than 200 ms apart on average from 5 s for 5 s, down to 100 ms"]);

    [Fact]
    public void The_shortest_time_between_them_is_told() =>
        Of(Runtime(12, s => new(1, 100, 0, s < 6 ? 10 * s : 60 + (20 * (s - 6)), 4))).ShouldHaveSingleItem().ShouldEndWith("down to 50 ms");

    [Fact]
    public void Without_a_limit_nothing_is_close_to_it()
    {
        Of(Runtime(5, _ => new(50, 0, 0, 0, 4))).ShouldBeEmpty();
        Of(Enumerable.Range(0, 5).Select(s => new LimitSample(new MemoryUse(50, 0, null), null) { At = s })).ShouldBeEmpty();
    }

    [Fact]
    public void A_window_is_as_long_as_its_samples_are_apart_and_not_as_late_as_they_are() =>
        Of(Runtime(5, s => new(1, 100, 0.8 * s, 0, 4)).Select(e => e with { At = e.At + 100 })).ShouldBeEmpty();

    [Fact]
    public void Counters_are_not_compared_over_a_restart()
    {
        Entry[] lives =
        [
            .. Runtime(20, s => new(1, 100, 5, 1000, 4)),
            new TargetRestarted(18, 1) { At = 19.5 },
            .. Runtime(20, s => new(1, 100, 0.1, 2, 4)).Select(e => e with { At = e.At + 20 }),
        ];

        Of(lives).ShouldBeEmpty();
    }

    [Fact]
    public void A_guard_that_had_nothing_to_look_at_is_told()
    {
        var guards = new GuardSpec { Memory = Sustained<Ratio>.Parse("> 95% for 3s"), Heap = Sustained<Ratio>.Parse("> 90% for 3s") };
        Entry[] started = [new PhaseStarted(Phase.Warmup) { At = 0 }];

        BlindGuards.Of(guards, new History(Arm.Defended, started)).Count().ShouldBe(2);
        BlindGuards.Of(guards, new History(Arm.Defended, [.. started, .. Memory(1, _ => 1)])).ShouldHaveSingleItem().ShouldContain("no agent");
        BlindGuards.Of(guards, new History(Arm.Defended, [.. started, .. Runtime(1, _ => new(1, 2, 0, 0, 1))])).ShouldHaveSingleItem().ShouldStartWith("guard: memory > 95% for 3s");
        BlindGuards.Of(null, new History(Arm.Defended, started)).ShouldBeEmpty();
        BlindGuards.Of(guards, new History(Arm.Defended, [])).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Of(params IEnumerable<Entry>[] entries) => PrecursorMonitor.Of(new History(Arm.Defended, [.. entries.SelectMany(e => e)]));

    private static IEnumerable<Entry> Memory(int count, Func<int, int> percent) =>
        Enumerable.Range(0, count).Select(s => new LimitSample(new MemoryUse(percent(s), 100, null), null) { At = s });

    private static IEnumerable<Entry> Runtime(int count, Func<int, State> state) => Enumerable.Range(0, count).Select(s =>
    {
        var (heap, limit, pauses, gen0, threads) = state(s);
        return new RuntimeSample(heap, limit, pauses, gen0, threads) { At = s };
    });

    private sealed record State(long Heap, long Limit, double Pauses, long Gen0, int Threads);
}
