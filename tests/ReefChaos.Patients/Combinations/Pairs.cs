using System.Threading.Channels;
using ReefChaos.Patients.Hangs;

namespace ReefChaos.Patients.Combinations;

/// <summary><c>pair-lock-timeout</c>: some requests queue for a token, others for a silent provider.</summary>
internal sealed class Travel : IPatient
{
    private readonly SemaphoreSlim desk = new(1);
    private readonly HttpClient airline = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = Timeout.InfiniteTimeSpan };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", BookAsync);

    private async Task<string> BookAsync(int n) => n % 2 == 0 ? await ReserveAsync(n) : await FlightAsync(n);

    private async Task<string> ReserveAsync(int n)
    {
        await desk.WaitAsync(); // sick: pair-lock-timeout lock-contention
        try
        {
            await Task.Delay(150);
            return $"seat {n}";
        }
        finally
        {
            desk.Release();
        }
    }

    private async Task<string> FlightAsync(int n)
    {
        using var answer = await airline.GetAsync($"/flight/{n}"); // sick: pair-lock-timeout missing-timeout
        return $"{answer.StatusCode}";
    }
}

/// <summary><c>pair-leak-channel</c>: every click is remembered, and some wait for a queue that nobody empties.</summary>
internal sealed class Clicks : IPatient
{
    private static readonly List<Click> History = [];
    private readonly Channel<int> queue = Channel.CreateBounded<int>(20);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ClickAsync);

    private async Task<string> ClickAsync(int n)
    {
        Remember(n);
        return n % 5 == 0 ? await ForwardAsync(n) : "noted";
    }

    private static void Remember(int n)
    {
        lock (History)
        {
            History.Add(new Click(n, new byte[1_200])); // sick: pair-leak-channel leak
        }
    }

    private async Task<string> ForwardAsync(int n)
    {
        await queue.Writer.WriteAsync(n); // sick: pair-leak-channel blocked-channel
        return "forwarded";
    }

    private sealed record Click(int Number, byte[] Details);
}

/// <summary><c>pair-hang-leak</c>: a scanner that does not come back, and pictures that are never let go.</summary>
internal sealed unsafe class Scanner : IPatient
{
    private readonly Queue<Picture> pictures = new();
    private readonly int device;

    public Scanner()
    {
        var ends = stackalloc int[2];
        _ = Libc.Pipe(ends);
        device = ends[0];
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Handle(n));

    private string Handle(int n) => n % 12 == 0 ? $"{Scan()} lines" : $"{Keep(n)} pictures";

    private nint Scan()
    {
        var line = stackalloc byte[64];
        var length = Libc.Read(device, line, 64); // sick: pair-hang-leak native-hang
        return length;
    }

    private int Keep(int n)
    {
        lock (pictures)
        {
            pictures.Enqueue(new Picture(n, new byte[2_000])); // sick: pair-hang-leak leak
            return pictures.Count;
        }
    }

    private sealed record Picture(int Number, byte[] Pixels);
}

/// <summary><c>pair-channel-timeout</c>: a dead reader here, a silent socket there.</summary>
internal sealed class Alerts : IPatient
{
    private readonly Channel<string> outgoing = Channel.CreateBounded<string>(30);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", AlertAsync);

    private async Task<string> AlertAsync(int n) => n % 2 == 0 ? await QueueAsync($"alert {n}") : await PageAsync(n);

    private async Task<string> QueueAsync(string text)
    {
        await outgoing.Writer.WriteAsync(text); // sick: pair-channel-timeout blocked-channel
        return "queued";
    }

    private static async Task<string> PageAsync(int n)
    {
        using var pager = new System.Net.Sockets.TcpClient();
        await pager.ConnectAsync(Surroundings.Silent);
        await using var stream = pager.GetStream();
        await stream.WriteAsync(BitConverter.GetBytes(n));
        var length = await stream.ReadAsync(new byte[1]); // sick: pair-channel-timeout missing-timeout
        return $"{length}";
    }
}
