using ReefChaos.Diagnoser;
using ReefChaos.Diagnoser.Capturing;
using ReefChaos.Processes;

namespace ReefChaos.Tests.Diagnoser.Capturing;

public sealed class ProcessorTests
{
    [Fact]
    public void Threads_that_rest_or_give_their_turns_back_or_are_new_do_not_count()
    {
        var nothing = new ThreadSchedule(0, 0, 0);
        var first = Look((1, new ThreadSchedule(10, 10, 100)), (2, nothing), (3, nothing));
        var later = Look(
            (1, new ThreadSchedule(10.5, 14, 200)), (2, new ThreadSchedule(0.1, 2, 100)), (3, new ThreadSchedule(0.1, 4.5, 10_000)), (4, new ThreadSchedule(1, 9, 100)));

        first.Until(later, seconds: 5).ShouldBe(new ProcessorSignals(0.5, 4, 0));
    }

    [Fact]
    public void The_share_of_throttled_periods_is_of_those_in_the_window()
    {
        var first = ThrottleLook.Parse("nr_periods 100\nnr_throttled 90\nthrottled_time 12345\n");

        first.ShareUntil(ThrottleLook.Parse("nr_periods 140\nnr_throttled 100\nthrottled_time 22345\n")).ShouldBe(0.25);
        first.ShareUntil(first).ShouldBe(0);
        default(ThrottleLook).ShareUntil(ThrottleLook.Parse(null)).ShouldBe(0);
    }

    [Theory]
    [InlineData("3:cpuset:/\n2:cpu,cpuacct:/shop\n0::/\n", "/shop")]
    [InlineData("0::/system.slice/shop.service\n", "/system.slice/shop.service")]
    [InlineData("2:memory:/shop\n", null)]
    [InlineData(null, null)]
    public void The_group_that_limits_processors_is_found_in_both_versions(string? groups, string? group) => ThrottleLook.GroupOf(groups).ShouldBe(group);

    [Fact]
    public void Native_memory_is_what_lies_outside_of_the_managed_heap()
    {
        const string Maps = """
            00400000-00500000 rw-p 00000000 00:00 0    [heap]
            Size:               1024 kB
            Anonymous:           512 kB
            7f0000000000-7f0000400000 rw-p 00000000 00:00 0
            Anonymous:          4096 kB
            7f1000000000-7f1000001000 r--p 00000000 08:01 77   /usr/lib/libc.so.6
            Anonymous:             4 kB
            """;

        NativeMemoryLook.Bytes(Maps, 0x7f0000000100, 0x7f0000000200).ShouldBe(516 << 10);
        NativeMemoryLook.Bytes("", 1, 2).ShouldBe(0);
    }

    private static KernelLook Look(params (int Id, ThreadSchedule Times)[] threads) => new(new ThreadSchedules(threads.ToDictionary(t => t.Id, t => t.Times)), default);
}
