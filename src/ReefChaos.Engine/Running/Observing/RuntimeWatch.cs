using ReefChaos.Histories;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Asks the agent how the runtime is.</summary>
/// <param name="agent">A connection of its own: an unanswered look must never hold up the renewal of a lease.</param>
internal sealed class RuntimeWatch(AgentPort agent)
{
    /// <returns>Empty where the agent does not answer in time, or is gone.</returns>
    public async Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.SendAsync(new LookOrder(), cancellationToken).ConfigureAwait(false) is RuntimeReply r
                ? [new RuntimeSample(r.HeapBytes, r.HeapLimitBytes, r.GcPauseSeconds, r.Gen0Collections, r.PoolThreads) { At = at }]
                : [];
        }
        catch (AgentUnreachableException)
        {
            return [];
        }
    }
}
