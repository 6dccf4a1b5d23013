using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Audit;

internal static class AuditParts
{
    public static void AddAudit(this IHostApplicationBuilder builder, Defenses defenses)
    {
        var services = builder.Services;
        services.AddOptions<AuditSettings>().Bind(builder.Configuration.GetSection("Shop:Audit")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditSettings>, AuditSettingsValidator>();
        services.AddSingleton(static services =>
            Channel.CreateBounded<AuditEvent>(services.GetRequiredService<IOptions<AuditSettings>>().Value.Capacity));
        services.AddSingleton<IAuditSink, LogAuditSink>();
        services.AddHostedService<AuditWriter>();
        if (defenses.HasFlag(Defenses.Audit))
        {
            services.AddSingleton<IAuditTrail, DroppingAuditTrail>();
        }
        else
        {
            services.AddSingleton<IAuditTrail, WaitingAuditTrail>();
        }
    }
}
