using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

/// <summary>Takes the strongest rung that works here, and never a weaker promise than the report states.</summary>
internal sealed class LimitLadder(IReadOnlyList<ILimitRung> rungs)
{
    public static LimitLadder OfThisMachine { get; } = new([new NoLimitRung(), new CgroupV2Rung(), new CgroupV1Rung(), new TasksetRung()]);

    public IReadOnlyList<ILimitRung> Rungs { get; } = rungs;

    /// <exception cref="EnvironmentLacksException">No rung works; the message has the reason of each.</exception>
    public PreparedLimits Prepare(LimitsSpec limits)
    {
        var reasons = new List<string>();
        foreach (var rung in Rungs)
        {
            if (rung.WhyNot(limits) is { } reason)
            {
                reasons.Add($"{rung.Name}: {reason}");
            }
            else
            {
                return rung.Prepare(limits);
            }
        }

        throw new EnvironmentLacksException(
            $"The target's limits cannot be enforced on this machine.{Environment.NewLine}{string.Join(Environment.NewLine, reasons)}");
    }
}
