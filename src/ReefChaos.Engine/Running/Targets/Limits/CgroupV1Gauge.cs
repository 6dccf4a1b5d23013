using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <param name="cpu">The group's folder; null where the quota is not set.</param>
/// <param name="memory">The group's folder; null where the limit is not set.</param>
internal sealed class CgroupV1Gauge(string? cpu, string? memory) : ILimitGauge
{
    private const double NanosecondsPerSecond = 1e9;

    public bool KilledForMemory => memory is not null && GroupFile.Field(memory, "memory.oom_control", "oom_kill") > 0;

    public LimitSample? Read(double at)
    {
        var sample = new LimitSample(Memory(), Cpu()) { At = at };
        return sample is { Memory: null, Cpu: null } ? null : sample;
    }

    private MemoryUse? Memory() =>
        memory is not null
        && GroupFile.Number(memory, "memory.usage_in_bytes") is { } used
        && GroupFile.Number(memory, "memory.limit_in_bytes") is { } limit
            ? new MemoryUse(
                Math.Max(0, used - (GroupFile.Field(memory, "memory.stat", "total_inactive_file") ?? 0)),
                limit,
                GroupFile.Number(memory, "memory.max_usage_in_bytes"))
            : null;

    private CpuThrottling? Cpu() =>
        cpu is not null
        && GroupFile.Field(cpu, "cpu.stat", "nr_periods") is { } periods
        && GroupFile.Field(cpu, "cpu.stat", "nr_throttled") is { } throttled
            ? new CpuThrottling(periods, throttled, (GroupFile.Field(cpu, "cpu.stat", "throttled_time") ?? 0) / NanosecondsPerSecond)
            : null;
}
