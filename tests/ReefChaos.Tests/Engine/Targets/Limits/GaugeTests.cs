using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Histories;

namespace ReefChaos.Tests.Engine.Targets.Limits;

/// <summary>Against files as the kernel writes them.</summary>
public sealed class GaugeTests : IDisposable
{
    private readonly TemporaryFolder group = new();

    public void Dispose() => group.Dispose();

    [Fact]
    public void Version_1_reads_memory_without_droppable_pages_and_the_quota_in_seconds()
    {
        WriteVersion1();
        new CgroupV1Gauge(group.Location, group.Location).Read(3).ShouldBe(
            new LimitSample(new MemoryUse(150_000_000, 268_435_456, 250_000_000), new CpuThrottling(40, 12, 1.5)) { At = 3 });
    }

    [Fact]
    public void Version_1_reads_only_what_is_limited()
    {
        WriteVersion1();
        new CgroupV1Gauge(group.Location, null).Read(0)!.Memory.ShouldBeNull();
        new CgroupV1Gauge(null, group.Location).Read(0)!.Cpu.ShouldBeNull();
    }

    [Fact]
    public void Version_2_reads_the_same()
    {
        WriteVersion2(memoryMax: "268435456");
        new CgroupV2Gauge(group.Location).Read(3).ShouldBe(
            new LimitSample(new MemoryUse(150_000_000, 268_435_456, 250_000_000), new CpuThrottling(40, 12, 1.5)) { At = 3 });
    }

    [Fact]
    public void Version_2_without_a_memory_limit_reads_no_use_of_it()
    {
        WriteVersion2(memoryMax: "max");
        new CgroupV2Gauge(group.Location).Read(0)!.Memory.ShouldBeNull();
    }

    [Fact]
    public void An_older_kernel_keeps_no_record_of_the_peak()
    {
        WriteVersion2(memoryMax: "268435456");
        File.Delete(group["memory.peak"]);
        new CgroupV2Gauge(group.Location).Read(0)!.Memory.ShouldBe(new MemoryUse(150_000_000, 268_435_456, null));
    }

    [Fact]
    public void A_group_that_is_gone_gives_nothing()
    {
        new CgroupV1Gauge(group["gone"], group["gone"]).Read(0).ShouldBeNull();
        new CgroupV2Gauge(group["gone"]).Read(0).ShouldBeNull();
        new CgroupV2Gauge(group["gone"]).KilledForMemory.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_kill_for_memory_is_known_by_its_count(int kills, bool killed)
    {
        group.Write("memory.oom_control", $"oom_kill_disable 0\nunder_oom 0\noom_kill {kills}\n");
        group.Write("memory.events", $"low 0\nhigh 0\nmax 17\noom 1\noom_kill {kills}\noom_group_kill 0\n");
        new CgroupV1Gauge(null, group.Location).KilledForMemory.ShouldBe(killed);
        new CgroupV1Gauge(group.Location, null).KilledForMemory.ShouldBeFalse();
        new CgroupV2Gauge(group.Location).KilledForMemory.ShouldBe(killed);
    }

    private void WriteVersion1()
    {
        group.Write("memory.usage_in_bytes", "200000000\n");
        group.Write("memory.limit_in_bytes", "268435456\n");
        group.Write("memory.max_usage_in_bytes", "250000000\n");
        group.Write("memory.stat", "cache 60000000\nrss 140000000\ninactive_file 1\ntotal_cache 60000000\ntotal_inactive_file 50000000\n");
        group.Write("cpu.stat", "nr_periods 40\nnr_throttled 12\nthrottled_time 1500000000\n");
    }

    private void WriteVersion2(string memoryMax)
    {
        group.Write("memory.current", "200000000\n");
        group.Write("memory.max", $"{memoryMax}\n");
        group.Write("memory.peak", "250000000\n");
        group.Write("memory.stat", "anon 140000000\nfile 60000000\ninactive_file 50000000\n");
        group.Write("cpu.stat", "usage_usec 900\nuser_usec 600\nsystem_usec 300\nnr_periods 40\nnr_throttled 12\nthrottled_usec 1500000\n");
    }
}
