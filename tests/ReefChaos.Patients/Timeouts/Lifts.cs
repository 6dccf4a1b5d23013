namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-lift-status</c>: calls that fail are tried again, but one that neither fails nor ends is waited for as long as it takes.
/// </summary>
internal sealed class SkiResort : IPatient
{
    private readonly LiftPage page;

    public SkiResort()
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = Timeout.InfiniteTimeSpan };
        page = new LiftPage(new LiftClient(http, new Retry(3)));
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", page.ShowAsync);
}

internal sealed class LiftPage(LiftClient lifts)
{
    public async Task<string> ShowAsync(int n)
    {
        if (n % 4 == 0)
        {
            return "fresh snow, 20 cm";
        }

        var lift = await lifts.StatusAsync(n % 15);
        return lift is { Runs: true } ? $"lift {lift.Number} runs" : "closed";
    }
}

internal sealed record Lift(int Number, bool Runs);

internal sealed class LiftClient(HttpClient http, Retry retry)
{
    public async Task<Lift?> StatusAsync(int number)
    {
        return await retry.RunAsync(() => http.GetFromJsonAsync<Lift>($"/lifts/{number}")); // sick: timeout-lift-status missing-timeout
    }
}

internal sealed class Retry(int attempts)
{
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call(); // also: timeout-lift-status missing-timeout
            }
            catch (HttpRequestException) when (attempt < attempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt));
            }
        }
    }
}
