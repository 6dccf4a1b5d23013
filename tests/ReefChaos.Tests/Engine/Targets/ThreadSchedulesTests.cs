using ReefChaos.Processes;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class ThreadSchedulesTests
{
    [Fact]
    public void Schedules_are_in_nanoseconds() => ThreadSchedule.Parse("1500000000 250000000 42\n").ShouldBe(new ThreadSchedule(1.5, 0.25, 42));

    [Theory]
    [InlineData("")]
    [InlineData("0 0")]
    [InlineData(null)]
    public void A_kernel_without_them_gives_none(string? text) => ThreadSchedule.Parse(text).ShouldBeNull();

    [Fact]
    public void Threads_that_came_count_from_their_beginning_and_those_that_went_not_at_all()
    {
        var before = Of((1, 2), (2, 5), (3, 9));

        Of((1, 2.5), (3, 9), (4, 1)).WaitSince(before).ShouldBe(1.5);
        Of((3, 0.25)).WaitSince(before).ShouldBe(0, "the number was given to another thread");
        Of().WaitSince(before).ShouldBeNull();
    }

    [Fact]
    public void The_kernels_own_texts_are_understood() =>
        ThreadSchedules.At(new Procfs(), Environment.ProcessId).Threads.Values.Sum(t => t.RunSeconds).ShouldBeGreaterThan(0);

    private static ThreadSchedules Of(params (int Id, double Wait)[] threads) => new(threads.ToDictionary(t => t.Id, t => new ThreadSchedule(1, t.Wait, 1)));
}
