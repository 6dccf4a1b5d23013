using ReefChaos.Plans;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running;

/// <summary>All who can perform faults in an arm.</summary>
/// <param name="Agent">Null where the target has none, and no fault needs it.</param>
/// <param name="Warden">Null where no container runs.</param>
internal sealed record FaultPorts(IFaultPort? Agent, IFaultPort Dependencies, IFaultPort? Warden)
{
    public IFaultPort Of(PlannedFault fault) => fault.Fault.At.Kind switch
    {
        SiteKind.Dependency => Dependencies,
        SiteKind.Container => Warden ?? throw new InvalidOperationException("A fault needs a container, and the arm was run without any."),
        _ => Agent ?? throw new InvalidOperationException("A fault needs the agent, and the arm was run without it."),
    };
}
