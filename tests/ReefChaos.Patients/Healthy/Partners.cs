namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-slow-partners</c>: two partners are asked one after the other, both slow, by clients with limits, and one of them at most
/// forty times at once.
/// </summary>
internal sealed class CarRental : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient<RateClient>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(3);
        });
        services.AddHttpClient<FleetClient>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(4);
        });
        services.AddSingleton(new FleetLimit(40));
        services.AddTransient<RentalDesk>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n, CancellationToken aborted) => provider.GetRequiredService<RentalDesk>().OfferAsync(n, aborted));
    }
}

internal sealed class RentalDesk(FleetClient fleet, RateClient rates)
{
    public async Task<string> OfferAsync(int n, CancellationToken aborted)
    {
        var cars = await fleet.CarsAsync(n % 30, aborted);
        return cars == 0 ? "no car left" : $"{cars} cars from {await rates.CheapestAsync(n % 30, aborted)}";
    }
}

internal sealed record FleetLimit(int AtOnce)
{
    public SemaphoreSlim Calls { get; } = new(AtOnce);
}

internal sealed class FleetClient(HttpClient http, FleetLimit limit)
{
    public async Task<int> CarsAsync(int station, CancellationToken cancellation)
    {
        await limit.Calls.WaitAsync(cancellation);
        try
        {
            var answer = await http.GetStringAsync($"/slow?station={station}", cancellation);
            return answer.Length;
        }
        finally
        {
            limit.Calls.Release();
        }
    }
}

internal sealed class RateClient(HttpClient http)
{
    public async Task<int> CheapestAsync(int station, CancellationToken cancellation)
    {
        using var response = await http.GetAsync($"/answer?ms=600&rates={station}", cancellation);
        response.EnsureSuccessStatusCode();
        return 30 + (await response.Content.ReadAsStringAsync(cancellation)).Length;
    }
}
