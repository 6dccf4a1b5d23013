using System.Net.Sockets;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>Talks to the agent in the target: one order at a time, each answered once, in order.</summary>
public sealed class AgentClient : IFaultPort, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ArmPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly LineStream lines;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Answers that a starved target still owes us, to orders that we gave up waiting for.</summary>
    private int overdue;
    private string? broken;

    private AgentClient(Stream stream, TimeProvider time)
    {
        lines = new LineStream(stream);
        this.time = time;
    }

    /// <summary>The connection is lost, and only a new one can help; an agent that is merely late is not lost.</summary>
    public bool Broken => broken is not null;

    public WelcomeReply Welcome { get; private set; } = null!;

    /// <summary>Tries until the agent listens.</summary>
    /// <exception cref="AgentUnreachableException">No agent listens within the time, or it refuses us.</exception>
    public static async Task<AgentClient> ConnectAsync(
        string socketPath, string token, TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        Exception? last = null;
        try
        {
            while (true)
            {
                try
                {
                    return await GreetAsync(await OpenAsync(socketPath, either.Token).ConfigureAwait(false), token, time, either.Token).ConfigureAwait(false);
                }
                catch (SocketException e)
                {
                    last = e;
                }

                await Task.Delay(Pause, time, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnreachableException(
                $"The target has no agent: nothing answered at its control socket within {within.TotalSeconds:0.#} s. " +
                "Trimmed and ahead-of-time compiled programs do not load startup hooks: call builder.AddReefChaos() there.",
                last);
        }
    }

    /// <exception cref="AgentUnreachableException">The agent is gone, or did not answer in time; a late answer is skipped.</exception>
    public async Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken)
    {
        var within = order is ArmOrder ? ArmPatience : Patience;
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
            throw new AgentUnreachableException($"The agent did not answer within {within.TotalSeconds:0} s.");
        }
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    private static async Task<Stream> OpenAsync(string socketPath, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<AgentClient> GreetAsync(Stream stream, string token, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new AgentClient(stream, time);
        try
        {
            client.Welcome = await client.ExchangeAsync(new HelloOrder(token), cancellationToken, cancellationToken).ConfigureAwait(false) switch
            {
                WelcomeReply welcome => welcome,
                RefusedReply refused => throw new AgentUnreachableException($"The agent refused the runner: {refused.Why}"),
                var other => throw new AgentUnreachableException($"The agent answered the greeting with {other.GetType().Name}."),
            };
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <param name="writing">Not the caller's own: half a line on its way would spoil the next one.</param>
    private async Task<AgentReply> ExchangeAsync(AgentOrder order, CancellationToken writing, CancellationToken cancellationToken)
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
            broken = $"The agent is gone: {e.Message}";
            throw new AgentUnreachableException(broken, e);
        }
    }

    private async Task WriteAsync(AgentOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await lines.WriteAsync(order, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            broken = "The agent does not read its orders any more.";
            throw;
        }
    }
}
