using System.Net.Sockets;
using System.Runtime.InteropServices;
using ReefChaos.Agent.Hook;
using ReefChaos.Agent.Lease;
using ReefChaos.Wire;

namespace ReefChaos.Agent.Control;

/// <summary>Accepts runners on a Unix socket that only its owner may open.</summary>
/// <remarks>Threads of its own and blocking sockets throughout: it works in a process whose thread pool is exhausted.</remarks>
internal sealed partial class ControlListener(AgentSettings settings, OrderDesk desk, Troubles troubles) : IDisposable
{
    public const int MostSessions = 4;

    private const int OnlyTheOwner = 0b001_111_111;

    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ManualResetEventSlim ended = new();
    private int sessions;

    /// <exception cref="IOException">The socket can't be bound.</exception>
    public void Start()
    {
        Bind();
        socket.Listen(MostSessions);
        new Thread(AcceptAll) { IsBackground = true, Name = "ReefChaos control" }.Start();
    }

    /// <summary>Never throws: it runs while the target exits, when the runner may have removed the folder already.</summary>
    public void Dispose()
    {
        ended.Set();
        try
        {
            socket.Dispose();
            File.Delete(settings.Socket);
        }
        catch (Exception e)
        {
            troubles.Add("closing the control channel", e);
        }
    }

    /// <summary>The mask makes the file private from its first moment.</summary>
    private void Bind()
    {
        try
        {
            File.Delete(settings.Socket);
            var before = Umask(OnlyTheOwner);
            try
            {
                socket.Bind(new UnixDomainSocketEndPoint(settings.Socket));
            }
            finally
            {
                _ = Umask(before);
            }
        }
        catch (Exception e) when (e is SocketException or ArgumentException or UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new IOException($"The agent can't listen at '{settings.Socket}': {e.Message}", e);
        }
    }

    private void AcceptAll()
    {
        while (!ended.IsSet)
        {
            try
            {
                Serve(socket.Accept());
            }
            catch (Exception e)
            {
                if (!ended.IsSet)
                {
                    troubles.Add("accepting a connection", e);
                    ended.Wait(TimeSpan.FromMilliseconds(100));
                }
            }
        }
    }

    private void Serve(Socket connection)
    {
        connection.SendTimeout = 5000;
        if (Interlocked.Increment(ref sessions) > MostSessions)
        {
            Interlocked.Decrement(ref sessions);
            using var refused = new LineChannel(new NetworkStream(connection, ownsSocket: true));
            refused.Write<AgentReply>(new RefusedReply($"The agent serves at most {MostSessions} connections."));
            return;
        }

        new Thread(() => RunSession(connection)) { IsBackground = true, Name = "ReefChaos session" }.Start();
    }

    /// <remarks>A renewal, too, must not wait for all that a starved process has ready to run.</remarks>
    private void RunSession(Socket connection)
    {
        try
        {
            ShortSlice.TakeForThisThread();
            using var session = new ControlSession(connection, settings.Token, desk);
            session.Run();
        }
        catch (Exception e)
        {
            troubles.Add("a session", e);
        }
        finally
        {
            Interlocked.Decrement(ref sessions);
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial int Umask(int mask);
}
