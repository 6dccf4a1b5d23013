using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>One order at a time, each answered once, in order, by an agent or a warden.</summary>
/// <param name="who">In messages, such as <c>The agent</c>.</param>
internal sealed class OrderLine(LineStream lines, string who, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Answers that a starved other side still owes us, to orders that we gave up waiting for.</summary>
    private int overdue;
    private string? broken;

    /// <summary>The connection is lost, and only a new one can help; an other side that is merely late is not lost.</summary>
    public bool Broken => broken is not null;

    /// <exception cref="AgentUnreachableException">It is gone, or did not answer in time; a late answer is skipped.</exception>
    public async Task<AgentReply> SendAsync(AgentOrder order, TimeSpan within, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await turn.WaitAsync(either.Token).ConfigureAwait(false);
            try
            {
                return await ExchangeAsync(order, late.Token, either.Token).ConfigureAwait(false);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnreachableException($"{who} did not answer within {within.TotalSeconds:0} s.");
        }
    }

    /// <summary>With no other order under way and no time limit of its own.</summary>
    /// <param name="writing">Not the caller's own: half a line on its way would spoil the next one.</param>
    /// <exception cref="AgentUnreachableException">It is gone.</exception>
    public async Task<AgentReply> ExchangeAsync(AgentOrder order, CancellationToken writing, CancellationToken cancellationToken)
    {
        if (broken is not null)
        {
            throw new AgentUnreachableException(broken);
        }

        try
        {
            await WriteAsync(order, writing).ConfigureAwait(false);
            for (overdue++; overdue > 1; overdue--)
            {
                await lines.ReadAsync<AgentReply>(cancellationToken).ConfigureAwait(false);
            }

            var reply = await lines.ReadAsync<AgentReply>(cancellationToken).ConfigureAwait(false);
            overdue = 0;
            return reply;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ObjectDisposedException)
        {
            broken = $"{who} is gone: {e.Message}";
            throw new AgentUnreachableException(broken, e);
        }
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    private async Task WriteAsync(AgentOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await lines.WriteAsync(order, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            broken = $"{who} does not read its orders any more.";
            throw;
        }
    }
}
