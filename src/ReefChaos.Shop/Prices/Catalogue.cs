namespace ReefChaos.Shop.Prices;

internal sealed class Catalogue : IPriceSource
{
    private static readonly KeyValuePair<string, decimal>[] Articles =
    [
        new("coral-lamp", 39.90m),
        new("kelp-soap", 4.50m),
        new("pearl-ring", 249.00m),
        new("reef-map", 12.00m),
        new("sea-salt", 3.20m),
        new("tide-clock", 89.00m),
    ];

    public IEnumerable<KeyValuePair<string, decimal>> Load() => Articles;
}
