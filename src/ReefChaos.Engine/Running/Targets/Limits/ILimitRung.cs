using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>One means of enforcing limits on a child process.</summary>
internal interface ILimitRung
{
    /// <summary>As in reports: <c>cgroup-v2</c>, <c>cgroup-v1</c>, <c>taskset</c>, <c>none</c>.</summary>
    string Name { get; }

    /// <summary>What this machine lacks for it; null where it works. It is tried, not guessed.</summary>
    Lack? WhyNot(LimitsSpec limits);

    /// <exception cref="IOException">It does not work after all.</exception>
    /// <exception cref="UnauthorizedAccessException">It does not work after all.</exception>
    PreparedLimits Prepare(LimitsSpec limits);
}
