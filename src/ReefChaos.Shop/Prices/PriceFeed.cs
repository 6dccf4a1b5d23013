using System.Collections.Frozen;

namespace ReefChaos.Shop.Prices;

/// <summary>The price table, rebuilt now and then under a lock, and the last complete copy of it.</summary>
internal sealed class PriceFeed
{
    private readonly object gate = new();
    private readonly IPriceSource source;
    private Dictionary<string, decimal> table = [];
    private volatile FrozenDictionary<string, decimal> snapshot = FrozenDictionary<string, decimal>.Empty;

    public PriceFeed(IPriceSource source)
    {
        this.source = source;
        Refresh();
    }

    /// <summary>As old as the last rebuild; reading it never waits.</summary>
    public FrozenDictionary<string, decimal> Snapshot => snapshot;

    /// <summary>Waits while the table is being rebuilt.</summary>
    public decimal? Read(string sku)
    {
        lock (gate)
        {
            return table.TryGetValue(sku, out var price) ? price : null;
        }
    }

    /// <summary>False, and nothing done, when a rebuild is under way: that one publishes for both.</summary>
    public bool Refresh()
    {
        if (!Monitor.TryEnter(gate))
        {
            return false;
        }

        try
        {
            // A source that fails half way leaves the old prices whole.
            table = new Dictionary<string, decimal>(source.Load(), StringComparer.Ordinal);
            snapshot = table.ToFrozenDictionary(StringComparer.Ordinal);
            return true;
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }
}
