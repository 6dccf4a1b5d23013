using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Stock;

/// <summary>A limited number of levels, however old: an old level is a better guess than none.</summary>
internal sealed class LastKnownLevels(IOptions<StockSettings> settings) : IDisposable
{
    private readonly MemoryCache levels = new(new MemoryCacheOptions { SizeLimit = settings.Value.Remembered });

    public void Keep(string sku, long? level) => levels.Set(sku, level, new MemoryCacheEntryOptions { Size = 1 });

    /// <summary>Null also where nothing is known.</summary>
    public long? Of(string sku) => levels.Get<long?>(sku);

    public void Dispose() => levels.Dispose();
}
