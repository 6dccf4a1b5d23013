using System.Net;
using System.Net.Sockets;
using ReefChaos.Engine.Running.Targets.Limits;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Finds the container engine of this machine: within a second where one is only welcome, and with more patience where one is asked for.</summary>
/// <remarks>
/// Limit: only engines behind a Unix socket. Agent and runner meet in a mounted folder, which an engine elsewhere does not see.
/// </remarks>
internal sealed class EngineSearch(string? dockerHost, IReadOnlyList<string> sockets, TimeProvider time, bool isAskedFor = false)
{
    private const string UnixScheme = "unix://";
    private const string VersionHeader = "Api-Version";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>An engine of a busy machine has been seen to take longer than a second.</summary>
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(10);

    /// <summary>Of Docker 19.03: what targets need of the engine is all in it.</summary>
    private static readonly Version Oldest = new(1, 40);

    /// <param name="isAskedFor">There is no doing without one.</param>
    public static EngineSearch OfThisMachine(TimeProvider time, bool isAskedFor = false) => new(
        Environment.GetEnvironmentVariable("DOCKER_HOST"),
        ["/var/run/docker.sock", .. InFolderOf("XDG_RUNTIME_DIR", "docker.sock"), .. InFolderOf("HOME", ".docker/run/docker.sock")],
        time,
        isAskedFor);

    /// <summary>The engine, or what is missing for it.</summary>
    public async Task<(ContainerEngine? Engine, Lack? Lack)> FindAsync(CancellationToken cancellationToken)
    {
        if (dockerHost is { Length: > 0 } && !dockerHost.StartsWith(UnixScheme, StringComparison.Ordinal))
        {
            return (null, new Lack($"DOCKER_HOST is {dockerHost}, which is no Unix socket", "unset DOCKER_HOST, or set it to unix:///path/of/a/local/socket"));
        }

        var socket = dockerHost is { Length: > 0 } ? dockerHost[UnixScheme.Length..] : sockets.FirstOrDefault(File.Exists) ?? sockets[0];
        try
        {
            var version = await PingAsync(socket, cancellationToken).ConfigureAwait(false);
            return version is null ? (null, new Lack($"what listens at {socket} is no container engine", "start Docker, or set DOCKER_HOST to its socket"))
                : version < Oldest ? (null, new Lack($"the engine at {socket} speaks API {version} at most, and {Oldest} is needed", "update it: Docker 19.03 is the oldest that will do"))
                : (new ContainerEngine(socket, version), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new Lack($"the engine at {socket} accepts connections and does not answer", "restart Docker"));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or ArgumentException)
        {
            return (null, LackOf(socket, e));
        }
    }

    /// <returns>The newest version of the API that the engine speaks; null for something that is no engine.</returns>
    private async Task<Version?> PingAsync(string socket, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(isAskedFor ? LongPatience : Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(socket, token), UseProxy = false });
        using var answer = await client.GetAsync(new Uri("http://engine/_ping"), HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.OK
            && answer.Headers.TryGetValues(VersionHeader, out var values) && Version.TryParse(values.First(), out var version)
            ? version
            : null;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Lack LackOf(string socket, Exception problem) => (problem as SocketException ?? problem.InnerException as SocketException)?.SocketErrorCode switch
    {
        SocketError.AccessDenied => new($"{socket} may not be opened by this user", "add the user to the group that owns the socket (usually 'docker'), and log in again"),
        SocketError.ConnectionRefused => new($"nothing listens at {socket}", "start Docker"),
        SocketError.AddressNotAvailable or null when !File.Exists(socket) => new($"there is no socket {socket}", "install and start Docker, or set DOCKER_HOST to its socket"),
        _ => new($"the engine at {socket} cannot be used: {problem.Message}", "restart Docker, or set DOCKER_HOST to its socket"),
    };

    private static IEnumerable<string> InFolderOf(string variable, string file) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder ? [Path.Combine(folder, file)] : [];
}
