using ReefChaos.Processes;

namespace ReefChaos.Tests.Engine.Targets;

public sealed class ProcessStatTests
{
    [Fact]
    public void A_command_with_brackets_and_spaces_does_not_shift_the_fields() =>
        ProcessStat.Parse("7 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14 15 16 17 18 12345 20")
            .ShouldBe(new ProcessStat('S', Session: 3, CpuTicks: 200, Start: 12345));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7 (a) S 1 2")]
    [InlineData("no brackets at all")]
    public void What_is_no_stat_gives_none(string? text) => ProcessStat.Parse(text).ShouldBeNull();

    [Fact]
    public void The_kernels_own_text_is_understood() =>
        new Procfs().Stat(Environment.ProcessId).ShouldNotBeNull().Start.ShouldBeGreaterThan(0);
}
