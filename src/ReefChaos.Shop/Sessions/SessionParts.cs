using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Sessions;

internal static class SessionParts
{
    public static void AddSessions(this IHostApplicationBuilder builder, Defenses defenses)
    {
        var services = builder.Services;
        services.AddOptions<SessionSettings>().Bind(builder.Configuration.GetSection("Shop:Sessions")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SessionSettings>, SessionSettingsValidator>();
        if (defenses.HasFlag(Defenses.Sessions))
        {
            services.AddSingleton<BoundedSessions>();
            services.AddSingleton<ISessions>(static services => services.GetRequiredService<BoundedSessions>());
            services.AddSingleton<Func<bool>>(MemoryPressure.IsHigh);
            services.AddHostedService<SessionShedder>();
        }
        else
        {
            services.AddSingleton<ISessions, UnboundedSessions>();
        }
    }
}
