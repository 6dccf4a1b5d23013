using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-price-keys</c>: prices are cached under a key that is equal to none but itself, so nothing is ever found and all of it is kept.
/// </summary>
internal sealed class TyreDealer : IPatient
{
    private readonly TyreOffers offers = new(new TyrePrices());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", (int n) => offers.Show(n));
}

internal sealed class TyreOffers(TyrePrices prices)
{
    private static readonly string[] Seasons = ["summer", "winter", "all year"];

    public string Show(int n)
    {
        var price = prices.Of(175 + (n % 8 * 10), Seasons[n % Seasons.Length]);
        return $"{price.Euros:0.00}, of which {price.Parts.Length} parts";
    }
}

internal sealed class TyrePrices
{
    private readonly ConcurrentDictionary<TyreKey, TyrePrice> known = new();

    public TyrePrice Of(int width, string season)
    {
        var key = new TyreKey(width, season); // also: leak-price-keys leak
        return known.GetOrAdd(key, Calculate); // sick: leak-price-keys leak
    }

    private static TyrePrice Calculate(TyreKey key)
    {
        var parts = Enumerable.Range(1, 40).Select(part => part * 0.01m * key.Width).ToArray(); // also: leak-price-keys leak
        return new TyrePrice(parts.Sum() + key.Season.Length, parts); // also: leak-price-keys leak
    }
}

internal sealed class TyreKey(int width, string season)
{
    public int Width { get; } = width;

    public string Season { get; } = season;
}

internal sealed record TyrePrice(decimal Euros, decimal[] Parts);
