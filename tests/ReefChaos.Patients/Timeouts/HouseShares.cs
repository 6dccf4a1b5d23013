using StackExchange.Redis;

namespace ReefChaos.Patients.Timeouts;

/// <summary>
/// <c>timeout-display-names</c>: before anything else a middleware asks Redis who is there, by a client whose limit is a quarter of an
/// hour.
/// </summary>
internal sealed class HouseShare : IPatient
{
    private const string Settings = "abortConnect=false,connectTimeout=2000,syncTimeout=900000,asyncTimeout=900000,keepAlive=900";

    public void Map(WebApplication app)
    {
        var names = new DisplayNames(ConnectionMultiplexer.Connect($"{Surroundings.Redis},{Settings}"));
        app.UseWhen(context => context.Request.Path != "/health", branch => branch.Use(names.AttachAsync));
        app.MapGet("/{n:int}", (int n, HttpContext context) => $"{context.Items["name"]} cleans the kitchen in week {n % 52}");
    }
}

internal sealed class DisplayNames(ConnectionMultiplexer redis)
{
    private readonly IDatabase database = redis.GetDatabase();

    public async Task AttachAsync(HttpContext context, RequestDelegate next)
    {
        context.Items["name"] = await FindAsync(context.Request.Path.Value!.TrimStart('/'));
        await next(context);
    }

    private async Task<string> FindAsync(string tenant)
    {
        RedisValue name = await database.StringGetAsync("name:" + tenant); // sick: timeout-display-names missing-timeout
        return name.IsNullOrEmpty ? $"tenant {tenant}" : name.ToString();
    }
}
