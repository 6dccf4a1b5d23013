namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-throttle</c>: eight calls at a time go to another service; a request waits for its turn for some milliseconds.</summary>
internal sealed class Parcels : IPatient
{
    private readonly SemaphoreSlim vans = new(8);
    private readonly HttpClient service = new() { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(3) };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", TrackAsync);

    private async Task<string> TrackAsync(int n)
    {
        await vans.WaitAsync();
        try
        {
            return await service.GetStringAsync($"/answer?ms=60&n={n}");
        }
        finally
        {
            vans.Release();
        }
    }
}

/// <summary><c>healthy-filling</c>: a cache that has a limit, and is far from it yet.</summary>
internal sealed class Portraits : IPatient
{
    private const int Most = 50_000;

    private readonly Dictionary<int, byte[]> portraits = [];
    private readonly LinkedList<int> order = [];

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private string Show(int n) => $"{Portrait(n).Length} bytes";

    private byte[] Portrait(int n)
    {
        lock (portraits)
        {
            if (portraits.TryGetValue(n, out var portrait))
            {
                return portrait;
            }

            if (portraits.Count >= Most && order.First is { } oldest)
            {
                order.RemoveFirst();
                portraits.Remove(oldest.Value);
            }

            order.AddLast(n);
            return portraits[n] = new byte[2_000];
        }
    }
}

/// <summary><c>healthy-signals</c>: workers of the pool that wait for an event most of the time, and long polls of half a minute.</summary>
internal sealed class Doorbells : IPatient, IDisposable
{
    private readonly AutoResetEvent bell = new(false);
    private readonly TaskCompletionSource<string> visit = new();
    private int rung;

    public void Map(WebApplication app)
    {
        for (var i = 0; i < 3; i++)
        {
            _ = Task.Run(Answer);
        }

        app.MapGet("/{n:int}", RingAsync);
    }

    public void Dispose() => bell.Dispose();

    private async Task<string> RingAsync(int n)
    {
        if (n % 40 == 0)
        {
            await Task.WhenAny(visit.Task, Task.Delay(TimeSpan.FromSeconds(30)));
        }
        else if (n % 10 == 0)
        {
            bell.Set();
        }

        return $"{rung} times";
    }

    private void Answer()
    {
        while (bell.WaitOne())
        {
            Interlocked.Increment(ref rung);
        }
    }
}
