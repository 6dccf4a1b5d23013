using ReefChaos.Engine.Running.Load;

namespace ReefChaos.Tests.Engine.Running.Load;

public sealed class ClockOffsetTests
{
    [Fact]
    public void The_quickest_answer_counts() =>
        ClockOffset.Nanoseconds([(1_000, 9_000_500, 5_000), (10_000, 9_010_100, 10_200), (20_000, 9_029_000, 29_000)]).ShouldBe(9_000_000);

    [Fact]
    public void A_clock_behind_ours_gives_a_negative_offset() =>
        ClockOffset.Nanoseconds([(1_000_000, 50, 1_000_100)]).ShouldBe(-1_000_000);
}
