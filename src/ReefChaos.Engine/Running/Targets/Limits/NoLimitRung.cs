using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

internal sealed class NoLimitRung : ILimitRung
{
    public string Name => "none";

    public string? WhyNot(LimitsSpec limits) => limits is { Cpus: null, Memory: null } ? null : "limits are asked for";

    public PreparedLimits Prepare(LimitsSpec limits) => new(Name, "no limits are asked for");
}
