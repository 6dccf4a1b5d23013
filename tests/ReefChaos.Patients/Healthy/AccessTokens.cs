namespace ReefChaos.Patients.Healthy;

/// <summary>
/// <c>healthy-access-token</c>: a token is fetched anew every two seconds, by one request for all others, which is done in a moment; then
/// a partner is asked within a limit.
/// </summary>
internal sealed class CarWash : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient<WashPartner>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(3);
        });
        services.AddSingleton<TokenCache>();
        services.AddTransient<WashDesk>();
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n, CancellationToken aborted) => provider.GetRequiredService<WashDesk>().BookAsync(n, aborted));
    }
}

internal sealed class WashDesk(TokenCache tokens, WashPartner partner)
{
    public async Task<string> BookAsync(int n, CancellationToken aborted)
    {
        var token = await tokens.GetAsync(aborted);
        return $"programme {n % 5}: {await partner.ReserveAsync(n % 5, token, aborted)}";
    }
}

internal sealed class TokenCache
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim renewing = new(1, 1);
    private volatile AccessToken token = new("", DateTime.MinValue);

    public async ValueTask<string> GetAsync(CancellationToken cancellation)
    {
        if (token.Until > DateTime.UtcNow)
        {
            return token.Text;
        }

        await renewing.WaitAsync(cancellation);
        try
        {
            if (token.Until <= DateTime.UtcNow)
            {
                await Task.Delay(15, cancellation);
                token = new AccessToken($"{Guid.NewGuid():N}", DateTime.UtcNow + Lifetime);
            }

            return token.Text;
        }
        finally
        {
            renewing.Release();
        }
    }

    private sealed record AccessToken(string Text, DateTime Until);
}

internal sealed class WashPartner(HttpClient http)
{
    public async Task<string> ReserveAsync(int programme, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/answer?ms=40&programme={programme}");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }
}
