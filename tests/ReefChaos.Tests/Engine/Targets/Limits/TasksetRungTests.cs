using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Targets.Limits;

public sealed class TasksetRungTests : IDisposable
{
    private readonly FakeProcesses processes = new();

    public TasksetRungTests() => processes.Write("self/status", "Name:\tx\nCpus_allowed_list:\t0-3,6\n");

    public void Dispose() => processes.Dispose();

    [Theory]
    [InlineData(0.5, "6", true)]
    [InlineData(1, "6", false)]
    [InlineData(1.5, "3,6", true)]
    [InlineData(5, "0,1,2,3,6", false)]
    [InlineData(9, "0,1,2,3,6", true)]
    public void Cores_are_whole_and_it_says_so_where_that_is_not_what_was_asked(double asked, string cores, bool says)
    {
        var limits = Rung().Prepare(new LimitsSpec { Cpus = asked });
        limits.Wrapper.ShouldBe(["taskset", "-c", cores]);
        limits.Enforced.Contains("was asked for", StringComparison.Ordinal).ShouldBe(says);
    }

    [Theory]
    [InlineData("64MiB", "3000000", 393216)]
    [InlineData("256MiB", "C000000", 524288)]
    [InlineData("1GiB", "30000000", 1310720)]
    public void Memory_caps_the_heap_in_hex_and_all_data_above_it(string memory, string heap, long dataKiB)
    {
        var limits = Rung().Prepare(new LimitsSpec { Memory = ByteSize.Parse(memory) });
        limits.Env["DOTNET_GCHeapHardLimit"].ShouldBe(heap);
        limits.Before.ShouldBe([$"ulimit -d {dataKiB}"]);
        limits.Wrapper.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_program_is_named() =>
        new TasksetRung(processes.Procfs, _ => false).WhyNot(new LimitsSpec { Cpus = 1 }).ShouldNotBeNull().What.ShouldContain("taskset");

    private TasksetRung Rung() => new(processes.Procfs, _ => true);
}
