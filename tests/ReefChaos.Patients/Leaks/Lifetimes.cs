using Microsoft.Extensions.Options;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-linked-tokens</c>: an order ends when its client goes or when the application stops, and what links the two tokens is not disposed of, so that the
/// application's token keeps it.
/// </summary>
internal sealed class Purchases : IPatient
{
    private CancellationToken stopping;

    public void Map(WebApplication app)
    {
        stopping = app.Lifetime.ApplicationStopping;
        app.MapGet("/{n:int}", OrderAsync);
    }

    private async Task<string> OrderAsync(int n, HttpContext context) => await PlaceAsync(n, context.RequestAborted) ? "placed" : "refused";

    private async Task<bool> PlaceAsync(int n, CancellationToken aborted)
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping); // sick: leak-linked-tokens leak
        await Task.Delay(5, either.Token);
        return n >= 0;
    }
}

/// <summary><c>leak-options</c>: what is made for each request follows the changes of its options, and nobody takes it off again.</summary>
internal sealed class Discounts : IPatient
{
    public void Map(WebApplication app)
    {
        var rules = app.Services.GetRequiredService<IOptionsMonitor<Rules>>();
        app.MapGet("/{n:int}", (int n) => Price(n, rules));
    }

    private static string Price(int n, IOptionsMonitor<Rules> rules) => $"{Begin(n, rules).Cents} cents";

    private static Offer Begin(int n, IOptionsMonitor<Rules> rules)
    {
        var offer = new Offer(n, rules.CurrentValue); // also: leak-options leak
        rules.OnChange(offer.Renew); // sick: leak-options leak
        return offer;
    }

    private sealed class Rules
    {
        public int Percent { get; set; } = 10;
    }

    private sealed class Offer(int number, Rules rules)
    {
        private readonly int[] prices = [.. Enumerable.Range(number, 50)];

        public int Cents => prices[^1] * (100 - rules.Percent) / 100;

        public void Renew(Rules changed) => prices[0] = changed.Percent;
    }
}
