namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-http</c>: a provider that takes the call and never answers.</summary>
internal sealed class Payments : IPatient
{
    private readonly HttpClient provider = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = Timeout.InfiniteTimeSpan };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", CheckoutAsync);

    private async Task<string> CheckoutAsync(int n) => await ChargeAsync(n) ? "paid" : "declined";

    private async Task<bool> ChargeAsync(int n)
    {
        using var answer = await provider.GetAsync($"/charge/{n}"); // sick: timeout-http missing-timeout
        return answer.IsSuccessStatusCode;
    }
}

/// <summary><c>timeout-http-body</c>: a provider that sends headers and half a body.</summary>
internal sealed class Reviews : IPatient
{
    private readonly HttpClient provider = new() { BaseAddress = Surroundings.Service, Timeout = Timeout.InfiniteTimeSpan };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ShowAsync);

    private async Task<string> ShowAsync(int n) => n % 2 == 0 ? await FetchAsync(n) : "no reviews";

    private async Task<string> FetchAsync(int n)
    {
        using var answer = await provider.GetAsync($"/stall?n={n}", HttpCompletionOption.ResponseHeadersRead);
        return await answer.Content.ReadAsStringAsync(); // sick: timeout-http-body missing-timeout
    }
}

/// <summary><c>timeout-http-sync</c>: the same silence, waited for on the request's thread.</summary>
internal sealed class Shipping : IPatient
{
    private readonly HttpClient carrier = new() { BaseAddress = new Uri($"http://{Surroundings.Silent}"), Timeout = Timeout.InfiniteTimeSpan };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Ship(n));

    private string Ship(int n) => n % 3 == 0 ? Book(n) : "to be collected";

    private string Book(int n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/book/{n}");
        using var answer = carrier.Send(request); // sick: timeout-http-sync missing-timeout
        return $"{answer.StatusCode}";
    }
}

/// <summary><c>timeout-http-capped</c>: four connections to a silent provider, and everybody else waits for one of them.</summary>
internal sealed class Ratings : IPatient
{
    private readonly HttpClient provider = new(new SocketsHttpHandler { MaxConnectionsPerServer = 4 })
    {
        BaseAddress = new Uri($"http://{Surroundings.Silent}"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", async (int n) => $"{await RateAsync(n)}");

    private async Task<int> RateAsync(int n) => (await AskAsync(n)).Length;

    private async Task<string> AskAsync(int n)
    {
        var text = await provider.GetStringAsync($"/rate/{n}"); // sick: timeout-http-capped missing-timeout
        return text.Trim();
    }
}
