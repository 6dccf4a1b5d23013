namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-fraud-check</c>: a typed client of the factory, whose limit was taken off for a slow night, asks before each payment.</summary>
internal sealed class Boutique : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddTransient<PaymentDesk>();
        services.AddHttpClient<FraudClient>(http =>
        {
            http.BaseAddress = new Uri($"http://{Surroundings.Silent}");
            http.Timeout = Timeout.InfiniteTimeSpan;
        });
        var provider = services.BuildServiceProvider();
        app.MapGet("/{n:int}", (int n) => provider.GetRequiredService<PaymentDesk>().PayAsync(n));
    }
}

internal sealed class PaymentDesk(FraudClient fraud)
{
    public async Task<string> PayAsync(int order)
    {
        if (order % 3 == 0)
        {
            return "paid by voucher";
        }

        var score = await fraud.ScoreAsync(new PaymentCheck(order, order % 900));
        return score < 50 ? "paid" : "refused";
    }
}

internal sealed record PaymentCheck(int Order, int Cents);

internal sealed class FraudClient(HttpClient http)
{
    public async Task<int> ScoreAsync(PaymentCheck check)
    {
        using var response = await http.PostAsJsonAsync("/scores", check); // sick: timeout-fraud-check missing-timeout
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<int>();
    }
}
