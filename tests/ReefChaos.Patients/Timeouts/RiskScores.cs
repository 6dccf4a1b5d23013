namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-risk-score</c>: before a policy is offered its risk is scored by a service, under a limit that was given in minutes and meant in
/// seconds.
/// </summary>
internal sealed class HomeInsurance : IPatient
{
    private readonly PolicyOffers offers;

    public HomeInsurance()
    {
        var settings = new ScoringSettings(new Uri($"http://{Surroundings.Silent}"), Limit: 30);
        offers = new PolicyOffers(new ScoringApi(settings));
    }

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => offers.OfferAsync(n, aborted));
}

internal sealed record ScoringSettings(Uri Address, int Limit);

internal sealed record HomeApplication(int Number, int SquareMetres, bool ByTheSea);

internal sealed record RiskScore(int Points);

internal sealed class PolicyOffers(ScoringApi scoring)
{
    public async Task<string> OfferAsync(int n, CancellationToken aborted)
    {
        var application = new HomeApplication(n, 40 + (n % 120), n % 11 == 0);
        var score = await scoring.SendAsync<RiskScore>("/v2/scores", application, aborted);
        return $"{5 + (score?.Points ?? 0)} coins a month";
    }
}

internal sealed class ScoringApi(ScoringSettings settings)
{
    private readonly HttpClient http = new() { BaseAddress = settings.Address, Timeout = TimeSpan.FromMinutes(settings.Limit) };

    public async Task<T?> SendAsync<T>(string path, HomeApplication application, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync(path, application, cancellation); // sick: timeout-risk-score missing-timeout
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(cancellation);
    }
}
