using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-handler</c>: a typed client with a handler of one's own in between, and a provider that never answers what is posted.</summary>
internal sealed class Claims : IPatient
{
    private readonly HttpClient insurer = new(new Signed { InnerHandler = new SocketsHttpHandler() })
    {
        BaseAddress = new Uri($"http://{Surroundings.Silent}"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ClaimAsync);

    private async Task<string> ClaimAsync(int n) => n % 2 == 0 ? await SendAsync(n) : "nothing happened";

    private async Task<string> SendAsync(int n)
    {
        using var content = JsonContent.Create(n);
        using var answer = await insurer.PostAsync("/claims", content); // sick: timeout-handler missing-timeout
        return $"{answer.StatusCode}";
    }

    private sealed class Signed : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Signature", "reef");
            return await base.SendAsync(request, cancellationToken); // also: timeout-handler missing-timeout
        }
    }
}

/// <summary><c>timeout-connect</c>: a host that takes no more connections, and does not say so.</summary>
internal sealed class Depot : IPatient
{
    private const int Backlog = 8;

    private readonly Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket[] queued = [.. Enumerable.Range(0, Backlog).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];

    public void Map(WebApplication app)
    {
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        foreach (var socket in queued)
        {
            _ = socket.ConnectAsync(full.LocalEndPoint!);
        }

        app.MapGet("/{n:int}", FetchAsync);
    }

    private async Task<string> FetchAsync(int n) => await ReachAsync(n) ? "fetched" : "missed";

    private async Task<bool> ReachAsync(int n)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(full.LocalEndPoint!); // sick: timeout-connect missing-timeout
        return await socket.SendAsync(BitConverter.GetBytes(n)) > 0;
    }
}

/// <summary><c>timeout-tls</c>: a bank that takes connections, and never answers the greeting of TLS.</summary>
internal sealed class Bank : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", TransferAsync);

    private static async Task<string> TransferAsync(int n) => $"{await GreetAsync()} for {n}";

    private static async Task<string> GreetAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Surroundings.Silent);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync("bank.example.test"); // sick: timeout-tls missing-timeout
        return $"{tls.SslProtocol}";
    }
}
