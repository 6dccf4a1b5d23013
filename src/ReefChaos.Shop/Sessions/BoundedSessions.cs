using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Sessions;

/// <summary>Defended: a limited number of bytes, each session for a limited time, and less of both when memory is short.</summary>
internal sealed class BoundedSessions : ISessions, IDisposable
{
    private const double ShareToShed = 0.5;

    private readonly SessionSettings settings;
    private readonly MemoryCache cache;

    public BoundedSessions(IOptions<SessionSettings> settings, TimeProvider time)
    {
        this.settings = settings.Value;
        cache = new MemoryCache(new MemoryCacheOptions
        {
            SizeLimit = this.settings.Limit,
            // Room for a while: while the cache is full, new sessions are not kept.
            CompactionPercentage = 0.25,
            Clock = new CacheClock(time),
        });
    }

    public int Count => cache.Count;

    public Session Open(string id)
    {
        if (cache.TryGetValue(id, out Session? known))
        {
            return known!;
        }

        // A session that finds no room still serves its request.
        var session = new Session(id, settings.Bytes);
        return cache.Set(id, session, new MemoryCacheEntryOptions
        {
            Size = settings.Bytes,
            SlidingExpiration = settings.Idle,
            AbsoluteExpirationRelativeToNow = settings.Lifetime,
        });
    }

    /// <summary>Forgets the expired sessions, and of the others those longest unused.</summary>
    public void Shed() => cache.Compact(ShareToShed);

    public void Dispose() => cache.Dispose();
}
