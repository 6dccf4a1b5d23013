using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <remarks>The files of a controller that the group does not have are absent, and those of a limit that is not set hold <c>max</c>.</remarks>
internal sealed class CgroupV2Gauge(string group) : ILimitGauge
{
    private const double MicrosecondsPerSecond = 1e6;

    public bool KilledForMemory => GroupFile.Field(group, "memory.events", "oom_kill") > 0;

    public LimitSample? Read(double at)
    {
        var sample = new LimitSample(Memory(), Cpu()) { At = at };
        return sample is { Memory: null, Cpu: null } ? null : sample;
    }

    private MemoryUse? Memory() =>
        GroupFile.Number(group, "memory.current") is { } used && GroupFile.Number(group, "memory.max") is { } limit
            ? new MemoryUse(
                Math.Max(0, used - (GroupFile.Field(group, "memory.stat", "inactive_file") ?? 0)), limit, GroupFile.Number(group, "memory.peak"))
            : null;

    private CpuThrottling? Cpu() =>
        GroupFile.Field(group, "cpu.stat", "nr_periods") is { } periods && GroupFile.Field(group, "cpu.stat", "nr_throttled") is { } throttled
            ? new CpuThrottling(periods, throttled, (GroupFile.Field(group, "cpu.stat", "throttled_usec") ?? 0) / MicrosecondsPerSecond)
            : null;
}
