namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-slow-downstream</c>: a service that answers in 200 to 500 ms, always.</summary>
internal sealed class Recommendations : IPatient
{
    private readonly HttpClient service = new() { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(3) };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", RecommendAsync);

    private async Task<string> RecommendAsync(int n) => $"{await AskAsync(n)} for you";

    private async Task<string> AskAsync(int n)
    {
        using var answer = await service.GetAsync($"/slow?n={n}");
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary><c>healthy-watches</c>: six streams of events from another service, quiet by design, beside ordinary requests.</summary>
internal sealed class Watches : IPatient
{
    private readonly HttpClient service = new() { BaseAddress = Surroundings.Service, Timeout = Timeout.InfiniteTimeSpan };
    private int events;

    public void Map(WebApplication app)
    {
        for (var watch = 0; watch < 6; watch++)
        {
            _ = WatchAsync(watch);
        }

        app.MapGet("/{n:int}", ShowAsync);
    }

    private async Task<string> ShowAsync(int n)
    {
        await Task.Delay(20);
        return $"{n}: {events} events";
    }

    private async Task WatchAsync(int topic)
    {
        await using var stream = await service.GetStreamAsync($"/watch?topic={topic}");
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync() is not null)
        {
            Interlocked.Increment(ref events);
        }
    }
}
