using Microsoft.Extensions.Options;
using Polly;
using StackExchange.Redis;

namespace ReefChaos.Shop.Stock;

internal static class StockParts
{
    public static void AddStock(this IHostApplicationBuilder builder, Defenses defenses)
    {
        var services = builder.Services;
        var section = builder.Configuration.GetSection("Shop:Stock");
        services.AddOptions<StockSettings>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StockSettings>, StockSettingsValidator>();
        if (section[nameof(StockSettings.Redis)] is null)
        {
            services.AddSingleton<IStock, UncountedStock>();
        }
        else if (defenses.HasFlag(Defenses.Stock))
        {
            services.AddRedis(Guarded);
            services.AddResiliencePipeline(StockPipeline.Name, static (pipeline, context) => StockPipeline.Configure(
                pipeline, Settings(context.ServiceProvider), context.ServiceProvider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<LastKnownLevels>();
            services.AddSingleton<IStock, ResilientStock>();
        }
        else
        {
            services.AddRedis(ByDefault);
            services.AddSingleton<IStock, TrustingStock>();
        }
    }

    private static void AddRedis(this IServiceCollection services, Func<StockSettings, ConfigurationOptions> options)
    {
        services.AddSingleton(services => new RedisStockSource(options(Settings(services))));
        services.AddSingleton<IStockSource>(static services => services.GetRequiredService<RedisStockSource>());
        services.AddHostedService(static services => services.GetRequiredService<RedisStockSource>());
    }

    private static ConfigurationOptions ByDefault(StockSettings settings) => new() { EndPoints = { settings.Redis! } };

    private static ConfigurationOptions Guarded(StockSettings settings) => new()
    {
        EndPoints = { settings.Redis! },
        // The client goes on trying by itself, and the service starts without it.
        AbortOnConnectFail = false,
        // While there is no connection a read fails at once, instead of waiting for one in the client's own queue.
        BacklogPolicy = BacklogPolicy.FailFast,
        // The client forgets a read soon after the pipeline has given it up.
        AsyncTimeout = (int)settings.Limit.TotalMilliseconds,
    };

    private static StockSettings Settings(IServiceProvider services) => services.GetRequiredService<IOptions<StockSettings>>().Value;
}
