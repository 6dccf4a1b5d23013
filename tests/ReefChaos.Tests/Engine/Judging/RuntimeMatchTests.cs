using ReefChaos.Engine.Judging;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Tests.Engine.Judging;

public sealed class RuntimeMatchTests
{
    private static readonly RuntimeFacts Small = new(1, 192L << 20, 1, ServerGc: false, 1, 32_767);

    [Theory]
    [InlineData(0.25, 1)]
    [InlineData(1, 2)]
    [InlineData(1.5, 2)]
    public void A_runtime_that_rounds_up_fits_its_quota(double cpus, int processors) =>
        RuntimeMatch.Mismatches(Limits(cpus), Small with { Processors = processors }).ShouldBeEmpty();

    [Fact]
    public void What_it_sees_is_told_beside_the_limits()
    {
        RuntimeMatch.Words(Limits(0.25), Small)
            .ShouldBe("quota 0.25 cores, 256MiB of memory; the runtime sees 1 processor, workstation GC with 1 heap, pool min 1, heap limit 192 MiB");
        RuntimeMatch.Words(new LimitsSpec { Cpus = 1 }, Small with { Processors = 2, ServerGc = true, GcHeaps = 2, HeapLimitBytes = 0 })
            .ShouldBe("quota 1 core, no memory limit; the runtime sees 2 processors, server GC with 2 heaps, pool min 1");
        RuntimeMatch.Words(new LimitsSpec(), Small).ShouldStartWith("no CPU quota, no memory limit; ");
    }

    [Fact]
    public void More_processors_than_twice_the_quota_are_told() => RuntimeMatch.Mismatches(Limits(0.25), Small with { Processors = 64 })
        .ShouldHaveSingleItem().ShouldStartWith("the runtime sees 64 processors and has a quota of 0.25 cores");

    [Theory]
    [InlineData(1.5, 2, 0)]
    [InlineData(1.5, 3, 1)]
    public void A_server_collector_with_more_heaps_than_the_quota_is_told(double cpus, int heaps, int lines) =>
        RuntimeMatch.Mismatches(Limits(cpus), Small with { ServerGc = true, GcHeaps = heaps }).Count.ShouldBe(lines);

    [Fact]
    public void A_server_collector_is_told_with_its_heaps_and_the_quota() =>
        RuntimeMatch.Mismatches(Limits(1.5), Small with { ServerGc = true, GcHeaps = 3 }).ShouldHaveSingleItem().ShouldStartWith("server GC with 3 heaps for a quota of 1.5 cores");

    [Fact]
    public void A_heap_as_large_as_the_memory_fits() => RuntimeMatch.Mismatches(Limits(0.5), Small with { HeapLimitBytes = 256L << 20 }).ShouldBeEmpty();

    [Fact]
    public void More_pool_threads_than_the_quota_are_told() =>
        RuntimeMatch.Mismatches(Limits(0.5), Small with { PoolMinThreads = 200 }).ShouldHaveSingleItem().ShouldContain("200 threads without delay");

    [Fact]
    public void A_heap_that_may_outgrow_the_memory_is_told() =>
        RuntimeMatch.Mismatches(Limits(0.5), Small with { HeapLimitBytes = 300L << 20 }).ShouldHaveSingleItem().ShouldContain("300 MiB within 256MiB");

    [Fact]
    public void Without_limits_nothing_can_mismatch() =>
        RuntimeMatch.Mismatches(new LimitsSpec(), new RuntimeFacts(64, 1L << 40, 64, ServerGc: true, 200, 32_767)).ShouldBeEmpty();

    private static LimitsSpec Limits(double cpus) => new() { Cpus = cpus, Memory = ByteSize.Parse("256MiB") };
}
