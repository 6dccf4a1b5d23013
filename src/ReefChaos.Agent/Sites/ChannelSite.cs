using ReefChaos.Agent.Injectors;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Sites;

/// <summary>The readers of the channels of one item type.</summary>
internal sealed class ChannelSite
{
    private ChannelStall? armed;

    /// <summary>Null while nothing is armed.</summary>
    public ChannelStall? Armed => Volatile.Read(ref armed);

    /// <exception cref="RefusedException">Something is armed here already.</exception>
    public void Attach(ChannelStall stall)
    {
        if (Interlocked.CompareExchange(ref armed, stall, null) is not null)
        {
            throw new RefusedException("The channel is blocked already: disarm that fault first.");
        }
    }

    public void Detach(ChannelStall stall) => Interlocked.CompareExchange(ref armed, null, stall);
}
