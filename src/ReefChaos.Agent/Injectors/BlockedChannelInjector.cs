using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>The channel's reader gets nothing, so that its writers meet the bound.</summary>
internal sealed class BlockedChannelInjector(ArmedFault armed, BlockedChannelFault fault, ChannelSite site) : IInjector
{
    private readonly ChannelStall stall = new(armed, fault.Hold?.Value);

    public void Start()
    {
        site.Attach(stall);
        if (!armed.IsArmed)
        {
            site.Detach(stall);
        }
    }

    public void Release() => site.Detach(stall);

    public void Settle()
    {
    }
}
