using ReefChaos.Histories;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Asks the agent how the runtime is, over a connection of its own: an unanswered look must never hold up the renewal of a lease.</summary>
internal sealed class RuntimeWatch(AgentLink link, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(1);

    private AgentClient? agent;

    /// <returns>Empty where it does not answer in time, or is gone; then the next look connects anew, as the target may have come back.</returns>
    public async Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken)
    {
        try
        {
            agent ??= await AgentClient.ConnectAsync(link.Socket, link.Token, ConnectTime, time, cancellationToken).ConfigureAwait(false);
            return await agent.SendAsync(new LookOrder(), cancellationToken).ConfigureAwait(false) is RuntimeReply r
                ? [new RuntimeSample(r.HeapBytes, r.HeapLimitBytes, r.GcPauseSeconds, r.Gen0Collections, r.PoolThreads) { At = at }]
                : [];
        }
        catch (AgentUnreachableException)
        {
            if (agent is { Broken: true })
            {
                await DisposeAsync().ConfigureAwait(false);
            }

            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (agent is { } connected)
        {
            agent = null;
            await connected.DisposeAsync().ConfigureAwait(false);
        }
    }
}
