using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <param name="Fault">The id of the fault that kills the target's container.</param>
/// <param name="Restart">How long after it the container is started again.</param>
internal sealed record ExpectedKill(string Fault, TimeSpan Restart)
{
    /// <summary>Null where the plan kills no target.</summary>
    public static ExpectedKill? In(Plan plan) => plan.Faults
        .Where(f => f.Fault is KillFault { At: { Kind: SiteKind.Container, Name: "" } })
        .Select(f => new ExpectedKill(f.Id, ((KillFault)f.Fault).Restart))
        .FirstOrDefault();
}
