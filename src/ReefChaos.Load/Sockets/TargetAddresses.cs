using System.Net;
using System.Net.Sockets;
using ReefChaos.Load.Running;

namespace ReefChaos.Load.Sockets;

/// <summary>The target's socket addresses. A name is looked up away from the loop; one that is not known is looked up again each second that it is needed.</summary>
internal sealed class TargetAddresses(Uri target, Action resolved)
{
    private const long RetryAfter = 1_000_000_000;

    private volatile byte[][]? addresses = IPAddress.TryParse(target.DnsSafeHost, out var literal) ? [Native(literal, target.Port)] : null;
    private volatile bool failed;
    private volatile bool underWay;
    private long failedAt;

    /// <summary>In the structure of the system; null while there are none.</summary>
    public byte[][]? Known => addresses;

    /// <summary>Whether the name is known not to be known.</summary>
    public bool IsUnknown => failed && RunClock.Absolute < Volatile.Read(ref failedAt) + RetryAfter;

    /// <summary>Once at a time; <c>resolved</c> is called when it is done, from any thread.</summary>
    public void Resolve()
    {
        if (!underWay)
        {
            underWay = true;
            failed = false;
            _ = Task.Run(ResolveAsync);
        }
    }

    private async Task ResolveAsync()
    {
        try
        {
            addresses = [.. (await Dns.GetHostAddressesAsync(target.DnsSafeHost).ConfigureAwait(false)).Select(a => Native(a, target.Port))];
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            Volatile.Write(ref failedAt, RunClock.Absolute);
            failed = true;
        }

        underWay = false;
        resolved();
    }

    private static byte[] Native(IPAddress address, int port)
    {
        var native = new IPEndPoint(address, port).Serialize();
        return native.Buffer.Span[..native.Size].ToArray();
    }
}
