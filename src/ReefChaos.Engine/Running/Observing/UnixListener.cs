using System.Net.Sockets;

namespace ReefChaos.Engine.Running.Observing;

/// <summary>Listens at a path until it is disposed, which removes it. Who may enter the folder may connect, also as another user.</summary>
internal sealed class UnixListener : IAsyncDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b110_110_110;

    private readonly CancellationTokenSource disposed = new();
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string path;
    private readonly Task accepting;

    /// <param name="serve">Owns what it is given, and returns at once.</param>
    /// <exception cref="SocketException">Nobody can listen there.</exception>
    public UnixListener(string path, Action<Socket> serve)
    {
        this.path = path;
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (OperatingSystem.IsLinux())
            {
                File.SetUnixFileMode(path, Everybody);
            }

            socket.Listen();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        accepting = AcceptAsync(serve);
    }

    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
        socket.Dispose();
        File.Delete(path);
        disposed.Dispose();
    }

    private async Task AcceptAsync(Action<Socket> serve)
    {
        try
        {
            while (true)
            {
                serve(await socket.AcceptAsync(disposed.Token).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // It is over, or this process may open no more files.
        }
    }
}
