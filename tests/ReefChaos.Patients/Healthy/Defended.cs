namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-timeouts</c>: a provider that never answers, and callers who give up in time and go on without it.</summary>
internal sealed class Suggestions : IPatient
{
    private readonly HttpClient provider = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = TimeSpan.FromMilliseconds(400) };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", SuggestAsync);

    private async Task<string> SuggestAsync(int n)
    {
        try
        {
            return await provider.GetStringAsync($"/suggest/{n}");
        }
        catch (OperationCanceledException)
        {
            return "the usual";
        }
    }
}

/// <summary><c>healthy-bulkhead</c>: four at a time may print, and who does not get in soon is told so.</summary>
internal sealed class Printers : IPatient
{
    private readonly SemaphoreSlim printers = new(4);

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PrintAsync);

    private async Task<IResult> PrintAsync(int n)
    {
        if (!await printers.WaitAsync(TimeSpan.FromMilliseconds(100)))
        {
            return Results.StatusCode(503);
        }

        try
        {
            await Task.Delay(20);
            return Results.Ok(n);
        }
        finally
        {
            printers.Release();
        }
    }
}

/// <summary><c>healthy-bounded</c>: a cache of the last two hundred pages; each new one has the oldest go.</summary>
internal sealed class Pages : IPatient
{
    private const int Most = 200;

    private readonly Dictionary<int, byte[]> pages = [];
    private readonly Queue<int> order = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Show(n));

    private string Show(int n) => $"{Page(n).Length} bytes";

    private byte[] Page(int n)
    {
        lock (pages)
        {
            if (!pages.TryGetValue(n, out var page))
            {
                pages[n] = page = new byte[4_000];
                order.Enqueue(n);
                if (order.Count > Most)
                {
                    pages.Remove(order.Dequeue());
                }
            }

            return page;
        }
    }
}

/// <summary><c>healthy-streams</c>: one answer in ten comes in pieces, over two seconds, as it is meant to.</summary>
internal sealed class Concerts : IPatient
{
    public void Map(WebApplication app) => app.MapGet("/{n:int}", PlayAsync);

    private static async Task PlayAsync(int n, HttpContext context)
    {
        for (var bar = 0; bar < (n % 10 == 0 ? 8 : 1); bar++)
        {
            await context.Response.WriteAsync($"bar {bar}\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(n % 10 == 0 ? 250 : 5, context.RequestAborted);
        }
    }
}
