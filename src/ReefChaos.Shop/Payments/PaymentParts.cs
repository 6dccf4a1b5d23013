using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Payments;

internal static class PaymentParts
{
    public static void AddPayments(this IHostApplicationBuilder builder, Defenses defenses)
    {
        var services = builder.Services;
        services.AddOptions<PaymentSettings>().Bind(builder.Configuration.GetSection("Shop:Payments")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PaymentSettings>, PaymentSettingsValidator>();
        var client = services.AddHttpClient(PaymentRequest.Client, static (services, http) => http.BaseAddress = BaseAddress(services));
        client.RemoveAllLoggers();
        if (defenses.HasFlag(Defenses.Payments))
        {
            // The pipeline below measures time; the client's own limit would only blur which of the two fired.
            client.ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan);
            client.AddResilienceHandler(PaymentRequest.Client, static (pipeline, context) => PaymentPipeline.Configure(
                pipeline, Settings(context.ServiceProvider), context.ServiceProvider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IPayments, ResilientPayments>();
        }
        else
        {
            services.AddSingleton<IPayments, TrustingPayments>();
        }
    }

    /// <summary>With a slash at the end: without it the last segment of a path would be replaced.</summary>
    private static Uri BaseAddress(IServiceProvider services)
    {
        var url = Settings(services).Url!;
        return url.AbsolutePath.EndsWith('/') ? url : new Uri(url.AbsoluteUri + "/");
    }

    private static PaymentSettings Settings(IServiceProvider services) => services.GetRequiredService<IOptions<PaymentSettings>>().Value;
}
