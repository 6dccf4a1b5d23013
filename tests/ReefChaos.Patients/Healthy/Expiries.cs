using Microsoft.Extensions.Caching.Memory;

namespace ReefChaos.Patients.Healthy;

/// <summary><c>healthy-expiry</c>: a memory cache with a limit, whose entries expire, beside a good deal of garbage for each request.</summary>
internal sealed class Podcasts : IPatient
{
    private readonly EpisodeStore episodes = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", PlayAsync);

    private async Task<string> PlayAsync(int n)
    {
        var episode = await episodes.FindAsync(n % 3_000);
        var transcript = string.Concat(Enumerable.Range(0, 2_000).Select(word => $"word {word} of {n} "));
        return $"{episode.Sound.Length} bytes, {transcript.Length} characters";
    }
}

internal sealed class EpisodeStore
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly MemoryCache cache = new(new MemoryCacheOptions
    {
        SizeLimit = 150,
        CompactionPercentage = 0.3,
        ExpirationScanFrequency = TimeSpan.FromSeconds(1),
    });

    public async Task<Episode> FindAsync(int id)
    {
        var episode = await cache.GetOrCreateAsync(id, async entry =>
        {
            entry.Size = 1;
            entry.AbsoluteExpirationRelativeToNow = Lifetime;
            await Task.Delay(5);
            return new Episode(id, new byte[20_000]);
        });
        return episode!;
    }
}

internal sealed record Episode(int Id, byte[] Sound);
