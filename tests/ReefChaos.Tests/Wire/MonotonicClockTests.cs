using System.Diagnostics;
using ReefChaos.Wire;

namespace ReefChaos.Tests.Wire;

public sealed class MonotonicClockTests
{
    [Fact]
    public void It_counts_nanoseconds()
    {
        // To the precision of a whole number of nanoseconds a tick.
        ((double)MonotonicClock.Of(5 * Stopwatch.Frequency)).ShouldBe(5e9, 5e7);
        MonotonicClock.Of(0).ShouldBe(0);
    }

    [Fact]
    public void It_only_goes_forward_and_is_the_machines_own()
    {
        var before = MonotonicClock.Of(Stopwatch.GetTimestamp());
        var now = MonotonicClock.Nanoseconds;

        now.ShouldBeInRange(before, MonotonicClock.Of(Stopwatch.GetTimestamp()));
    }
}
