using ReefChaos.Agent.Lease;

namespace ReefChaos.Tests.Agent.Lease;

public sealed class LatenessTests
{
    private readonly Lateness lateness = new(remembered: 3);

    [Fact]
    public void What_happens_now_and_then_in_any_process_is_not_late()
    {
        lateness.Worst.ShouldBe(TimeSpan.Zero);
        Note(10).ShouldBe(0);
        Note(11).ShouldBe(11);
    }

    [Fact]
    public void The_worst_counts_for_as_long_as_it_is_remembered()
    {
        Note(20).ShouldBe(20);
        Note(90).ShouldBe(90);
        Note(30).ShouldBe(90);
        Note(0).ShouldBe(90);
        Note(0).ShouldBe(30);
        Note(0).ShouldBe(0);
    }

    [Fact]
    public void Noting_needs_no_memory()
    {
        Note(20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Note(30);
        GC.GetAllocatedBytesForCurrentThread().ShouldBe(before);
    }

    private double Note(int milliseconds)
    {
        lateness.Note(TimeSpan.FromMilliseconds(milliseconds));
        return lateness.Worst.TotalMilliseconds;
    }
}
