using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>The way to one target's agent. Where the connection is lost, the next order makes a new one: the target may have come back.</summary>
/// <remarks>For one caller. What was armed before ended with the connection, and is not armed again.</remarks>
internal sealed class AgentPort(AgentLink link, TimeProvider time) : IFaultPort, IAsyncDisposable
{
    private static readonly TimeSpan ReconnectTime = TimeSpan.FromSeconds(1);

    private AgentClient? agent;

    /// <exception cref="AgentUnreachableException">No agent listens within the time, or it refuses us.</exception>
    public async Task<WelcomeReply> ConnectAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        agent ??= await AgentClient.ConnectAsync(link.Socket, link.Token, within, time, cancellationToken).ConfigureAwait(false);
        return agent.Welcome;
    }

    /// <exception cref="AgentUnreachableException">The agent is gone, or did not answer in time.</exception>
    public async Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken)
    {
        await ConnectAsync(ReconnectTime, cancellationToken).ConfigureAwait(false);
        try
        {
            return await agent!.SendAsync(order, cancellationToken).ConfigureAwait(false);
        }
        catch (AgentUnreachableException) when (agent!.Broken)
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
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
