using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Waits until something accepts connections at an address.</summary>
internal static class Listening
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="what">Begins the sentence of the exception.</param>
    /// <exception cref="EnvironmentLacksException">Nothing listened in time.</exception>
    public static async Task WaitAsync(IPEndPoint address, string what, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            while (!await AcceptsAsync(address, either.Token).ConfigureAwait(false))
            {
                await Task.Delay(Pause, time, either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EnvironmentLacksException(
                $"{what} accepted no connection at port {address.Port} within {Patience.TotalSeconds:0} s. Is 'port' the one that its container listens at?");
        }
    }

    private static async Task<bool> AcceptsAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient(address.AddressFamily);
            await client.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
