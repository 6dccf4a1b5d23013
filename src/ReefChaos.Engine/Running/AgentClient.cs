using System.Net.Sockets;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>Talks to the agent in the target: one order at a time, each answered once, in order.</summary>
public sealed class AgentClient : IFaultPort, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ArmPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly OrderLine orders;

    private AgentClient(Stream stream, TimeProvider time) => orders = new OrderLine(new LineStream(stream), "The agent", time);

    /// <inheritdoc cref="OrderLine.Broken"/>
    public bool Broken => orders.Broken;

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
    public Task<AgentReply> SendAsync(AgentOrder order, CancellationToken cancellationToken) =>
        orders.SendAsync(order, order is ArmOrder ? ArmPatience : Patience, cancellationToken);

    public ValueTask DisposeAsync() => orders.DisposeAsync();

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
            client.Welcome = await client.orders.ExchangeAsync(new HelloOrder(token), cancellationToken, cancellationToken).ConfigureAwait(false) switch
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
}
