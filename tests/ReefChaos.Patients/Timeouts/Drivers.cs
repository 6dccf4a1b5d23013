using Npgsql;
using StackExchange.Redis;

namespace ReefChaos.Patients.Timeouts;

/// <summary><c>timeout-postgres</c>: a database that takes connections and says nothing, and a driver that was told to wait for ever.</summary>
internal sealed class Customers : IPatient, IDisposable
{
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(
        $"Host={Surroundings.Silent.Address};Port={Surroundings.Silent.Port};Username=shop;Database=shop;SSL Mode=Disable;GSS Encryption Mode=Disable;"
        + "Timeout=0;Command Timeout=0;Maximum Pool Size=400");

    public void Map(WebApplication app) => app.MapGet("/{n:int}", FindAsync);

    public void Dispose() => database.Dispose();

    private async Task<string> FindAsync(int n) => await NameAsync(n) ?? "unknown";

    private async Task<string?> NameAsync(int n)
    {
        await using var connection = await database.OpenConnectionAsync(); // sick: timeout-postgres missing-timeout
        await using var command = connection.CreateCommand();
        command.CommandText = $"select name from customers where id = {n}";
        return (string?)await command.ExecuteScalarAsync();
    }
}

/// <summary><c>timeout-redis</c>: a cache that answers no GET, behind a client with limits of an hour.</summary>
internal sealed class Profiles : IPatient
{
    private readonly IDatabase cache = ConnectionMultiplexer.Connect(
        $"{Surroundings.Redis},abortConnect=false,syncTimeout=3600000,asyncTimeout=3600000,keepAlive=3600,connectTimeout=2000").GetDatabase();

    public void Map(WebApplication app) => app.MapGet("/{n:int}", ProfileAsync);

    private async Task<string> ProfileAsync(int n) => $"hello {await NameAsync(n)}";

    private async Task<string> NameAsync(int n)
    {
        var name = await cache.StringGetAsync($"name:{n}"); // sick: timeout-redis missing-timeout
        return $"{name}";
    }
}
