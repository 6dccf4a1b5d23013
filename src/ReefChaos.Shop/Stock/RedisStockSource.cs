using StackExchange.Redis;

namespace ReefChaos.Shop.Stock;

/// <summary>
/// One connection for all requests, opened at the start of the service. Where the options abort on a failed connect the
/// service does not start without Redis; elsewhere it starts at once, and reads fail until Redis is there.
/// </summary>
internal sealed class RedisStockSource(ConfigurationOptions options) : IStockSource, IHostedService, IAsyncDisposable
{
    private Task<ConnectionMultiplexer>? connecting;

    /// <exception cref="RedisConnectionException">Redis cannot be reached, and the options abort then.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        connecting = ConnectionMultiplexer.ConnectAsync(options);
        return options.AbortOnConnectFail ? connecting : Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="RedisException">Redis is out of reach, or what it holds is no number.</exception>
    /// <exception cref="RedisTimeoutException">Redis did not answer within the options' time.</exception>
    public async Task<long?> LevelAsync(string sku)
    {
        var level = await (await connecting!).GetDatabase().StringGetAsync($"stock:{sku}");
        return level.IsNull ? null
            : level.TryParse(out long left) ? left
            : throw new RedisException($"the level of {sku} is no whole number");
    }

    public async ValueTask DisposeAsync()
    {
        if (connecting is { IsCompletedSuccessfully: true } open)
        {
            await open.Result.DisposeAsync();
        }
    }
}
