using Microsoft.Extensions.Caching.Memory;

namespace ReefChaos.Patients.Leaks;

/// <summary><c>leak-queries</c>: results are cached by the whole query, with no limit to their number and no end.</summary>
internal sealed class Searches : IPatient
{
    private readonly MemoryCache results = new(new MemoryCacheOptions());

    public void Map(WebApplication app) => app.MapGet("/{n:int}", SearchAsync);

    private async Task<string> SearchAsync(int n) => $"{(await FindAsync($"fish page {n}"))?.Hits} hits";

    private async Task<Found?> FindAsync(string query)
    {
        return await results.GetOrCreateAsync(query, _ => AskAsync(query)); // sick: leak-queries leak
    }

    private static async Task<Found> AskAsync(string query)
    {
        await Task.Delay(10);
        return new Found(query.Length, new byte[2_000]); // also: leak-queries leak
    }

    private sealed record Found(int Hits, byte[] Rows);
}
