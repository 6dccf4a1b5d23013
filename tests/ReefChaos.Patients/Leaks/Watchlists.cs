namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-watchlists</c>: a view is made for each request and follows the board, which outlives it, and nothing unsubscribes it.</summary>
internal sealed class Brokerage : IPatient
{
    private readonly PriceBoard board = new();

    public void Map(WebApplication app)
    {
        var watchlists = new WatchlistService(board);
        _ = TradeAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", (int n) => watchlists.Show(n));
    }

    private async Task TradeAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            board.Publish(Environment.TickCount % 1_000);
        }
    }
}

internal sealed class PriceBoard
{
    public event EventHandler<int>? Changed;

    public void Publish(int price) => Changed?.Invoke(this, price);
}

internal sealed class WatchlistService(PriceBoard board)
{
    public string Show(int customer)
    {
        var view = Open(customer);
        return view.Describe();
    }

    private WatchlistView Open(int customer)
    {
        var view = new WatchlistView(customer); // also: leak-watchlists leak
        board.Changed += view.OnChanged; // sick: leak-watchlists leak
        return view;
    }
}

internal sealed class WatchlistView(int customer)
{
    private readonly decimal[] prices = new decimal[120];

    public void OnChanged(object? sender, int price) => prices[price % prices.Length] = price;

    public string Describe() => $"watchlist of {customer}: {prices.Count(p => p > 0)} prices";
}
