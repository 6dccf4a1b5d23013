namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-aggregator</c>: each page asks three services at once, which take their time, and goes on without those that take too long.</summary>
internal sealed class TripPlanner : IPatient
{
    private readonly TripPage page = new(new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(5) });

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => page.BuildAsync(n, aborted));
}

internal sealed class TripPage(HttpClient http)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    public async Task<string> BuildAsync(int trip, CancellationToken aborted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(Budget);
        var parts = await Task.WhenAll(
            PartAsync($"/slow?trains={trip}", limit.Token),
            PartAsync($"/slow?hotels={trip}", limit.Token),
            PartAsync($"/answer?ms=120&weather={trip}", limit.Token));
        return string.Join(", ", parts);
    }

    private async Task<string> PartAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await http.GetStringAsync(path, cancellation);
        }
        catch (OperationCanceledException)
        {
            return "not available";
        }
    }
}
