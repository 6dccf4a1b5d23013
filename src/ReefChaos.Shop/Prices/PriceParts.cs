using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Prices;

internal static class PriceParts
{
    public static void AddPrices(this IHostApplicationBuilder builder, Defenses defenses)
    {
        var services = builder.Services;
        services.AddOptions<PriceSettings>().Bind(builder.Configuration.GetSection("Shop:Prices")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PriceSettings>, PriceSettingsValidator>();
        services.AddSingleton<IPriceSource, Catalogue>();
        services.AddSingleton<PriceFeed>();
        services.AddHostedService<PriceRefresher>();
        if (defenses.HasFlag(Defenses.Prices))
        {
            services.AddSingleton<IPrices, SnapshotPrices>();
        }
        else
        {
            services.AddSingleton<IPrices, LockedPrices>();
        }
    }
}
