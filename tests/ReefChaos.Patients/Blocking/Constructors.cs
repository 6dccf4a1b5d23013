namespace ReefChaos.Patients.Blocking;

/// <summary><c>blocking-constructor</c>: what a request needs is loaded when it is made, and a constructor cannot await.</summary>
internal sealed class Delicatessen : IPatient
{
    private readonly HttpClient prices = new() { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(30) };

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => Sum(n));

    private string Sum(int n)
    {
        var pricing = new BasketPricing(prices, n % 20);
        return $"{pricing.Cents} cents";
    }
}

internal sealed class BasketPricing
{
    private readonly HttpClient prices;
    private int factor = 1;

    public BasketPricing(HttpClient prices, int basket)
    {
        this.prices = prices;
        Basket = basket;
        LoadAsync().Wait(); // sick: blocking-constructor sync-over-async
    }

    public int Basket { get; }

    public int Cents => Basket * factor;

    private async Task LoadAsync()
    {
        var list = await prices.GetStringAsync($"/answer?ms=500&basket={Basket}");
        var discounts = await prices.GetStringAsync($"/answer?ms=450&basket={Basket}");
        factor = list.Length + discounts.Length;
    }
}
