using System.Text.Json.Serialization;

namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-geocoder</c>: an address is looked up by a client as it comes, which waits 100 seconds for a service that went quiet.
/// </summary>
internal sealed class MovingCompany : IPatient
{
    private readonly EstimateService estimates = new(new GeocodingClient("en"));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n, CancellationToken aborted) => estimates.EstimateAsync(n, aborted));
}

internal sealed class EstimateService(GeocodingClient geocoding)
{
    public async Task<string> EstimateAsync(int move, CancellationToken aborted)
    {
        var from = await geocoding.FindAsync($"{move % 120} Coral Street", aborted);
        var to = await geocoding.FindAsync($"{move % 80} Lagoon Road", aborted);
        return from is null || to is null ? "address unknown" : $"{Math.Abs(from.Latitude - to.Latitude) * 111:0} km";
    }
}

internal sealed record Coordinates([property: JsonPropertyName("lat")] double Latitude, [property: JsonPropertyName("lon")] double Longitude);

internal sealed class GeocodingClient(string language)
{
    private static readonly HttpClient Http = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}/") };

    public async Task<Coordinates?> FindAsync(string address, CancellationToken cancellation)
    {
        var query = $"v1/search?q={Uri.EscapeDataString(address)}&limit=1&lang={language}";
        var found = await Http.GetFromJsonAsync<Coordinates[]>(query, cancellation); // sick: timeout-geocoder missing-timeout
        return found?.FirstOrDefault();
    }
}
