using StackExchange.Redis;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-cache-aside</c>: names are looked for in Redis before the database is asked, and Redis was given ten minutes for it.</summary>
internal sealed class Leaderboard : IPatient
{
    private readonly NameCache names = new(ConnectionMultiplexer.Connect(new ConfigurationOptions
    {
        EndPoints = { Surroundings.Redis },
        AbortOnConnectFail = false,
        ConnectTimeout = 2_000,
        AsyncTimeout = 600_000,
        SyncTimeout = 600_000,
        KeepAlive = 600,
    }));

    public void Map(WebApplication app) => app.MapGet("/{n:int}", RankAsync);

    private async Task<string> RankAsync(int n)
    {
        int[] players = [n % 97, n % 89];
        var first = await names.FindAsync(players[0]);
        var second = await names.FindAsync(players[1]);
        return $"1. {first}, 2. {second}";
    }
}

internal sealed class NameCache(IConnectionMultiplexer redis)
{
    public async Task<string> FindAsync(int player)
    {
        var cached = await redis.GetDatabase().StringGetAsync($"name:{player}"); // sick: timeout-cache-aside missing-timeout
        return cached.HasValue ? cached.ToString() : await ReadAsync(player);
    }

    private static async Task<string> ReadAsync(int player)
    {
        await Task.Delay(10);
        return $"player {player}";
    }
}
