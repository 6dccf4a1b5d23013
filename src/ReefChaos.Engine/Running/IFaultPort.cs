using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>Whoever performs faults: the agent in the target, a dependency that the runner plays, or the warden of the containers.</summary>
public interface IFaultPort
{
    /// <exception cref="IOException">The other side is gone, or did not answer in time.</exception>
    Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken);
}
