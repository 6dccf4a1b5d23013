using System.Collections.Concurrent;
using System.Net.Sockets;

namespace ReefChaos.Patients.Combinations;

/// <summary>
/// <c>pair-partner-searches</c>: results are cached under all that was searched for, which never repeats; beside that, a partner is asked who never
/// answers.
/// </summary>
internal sealed class HotelSearch : IPatient
{
    private readonly SearchCache cache = new();
    private readonly PartnerClient partner = new();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", SearchAsync);

    private async Task<string> SearchAsync(int n)
    {
        var rooms = cache.Find($"city={n % 50}&session={n}");
        var extra = n % 5 == 0 ? await partner.RoomsAsync(n % 50) : 0;
        return $"{rooms.Count + extra} rooms";
    }
}

internal sealed class SearchCache
{
    private readonly ConcurrentDictionary<string, RoomList> results = new(StringComparer.Ordinal);

    public RoomList Find(string query)
    {
        if (!results.TryGetValue(query, out var rooms))
        {
            rooms = new RoomList(query.Length); // also: pair-partner-searches leak
            results[query] = rooms; // sick: pair-partner-searches leak
        }

        return rooms;
    }
}

internal sealed class RoomList(int count)
{
    private readonly long[] rooms = new long[400];

    public int Count => Math.Min(count, rooms.Length);
}

internal sealed class PartnerClient
{
    private int calls;

    public async Task<int> RoomsAsync(int city)
    {
        Interlocked.Increment(ref calls);
        using var client = new TcpClient();
        await client.ConnectAsync(Surroundings.Silent);
        await using var stream = client.GetStream();
        await stream.WriteAsync(BitConverter.GetBytes(city));
        var reply = new byte[4];
        await stream.ReadExactlyAsync(reply); // sick: pair-partner-searches missing-timeout
        return BitConverter.ToInt32(reply);
    }
}
