using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Risk;

internal static class RiskParts
{
    public static void AddRisk(this IHostApplicationBuilder builder, Defenses defenses)
    {
        var services = builder.Services;
        services.AddOptions<RiskSettings>().Bind(builder.Configuration.GetSection("Shop:Risk")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RiskSettings>, RiskSettingsValidator>();
        services.AddSingleton<Func<decimal, double>>(NativeScore.Of);
        if (defenses.HasFlag(Defenses.Risk))
        {
            services.AddSingleton<IRiskScorer, BulkheadRiskScorer>();
        }
        else
        {
            services.AddSingleton<IRiskScorer, DirectRiskScorer>();
        }
    }
}
