using System.Net;
using System.Net.Sockets;

namespace ReefChaos.Tests.Load;

/// <summary>A port on which nobody listens, and that nobody else is given: one that was let go may be another test's a moment later.</summary>
internal sealed class AbsentTarget : IDisposable
{
    private readonly Socket kept = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public AbsentTarget()
    {
        kept.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Url = $"http://{kept.LocalEndPoint}";
    }

    public string Url { get; }

    public void Dispose() => kept.Dispose();
}
