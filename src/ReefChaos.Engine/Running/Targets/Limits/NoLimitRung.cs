using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Limits;

internal sealed class NoLimitRung : ILimitRung
{
    public const string RungName = "none";

    public string Name => RungName;

    public Lack? WhyNot(LimitsSpec limits) => limits is { Cpus: null, Memory: null } ? null : new Lack("limits are asked for", "leave them out");

    public PreparedLimits Prepare(LimitsSpec limits) => new(Name, "no limits are asked for");
}
