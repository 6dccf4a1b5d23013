using Microsoft.Extensions.Logging.Console;

namespace ReefChaos.Shop;

internal static class Foundation
{
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(3);

    /// <summary>What every part needs, whether defended or not.</summary>
    public static void AddFoundation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Fallbacks>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestShutdown);

        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Polly reports each timeout and each open circuit; its metrics say the same at no cost for the request.
        builder.Logging.AddFilter("Polly", LogLevel.None);
        // A stuck log collector must not become a stuck service.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite);
    }

    /// <summary>What answers without touching any part, so that it says whether the process itself is alive.</summary>
    public static void MapAbout(this IEndpointRouteBuilder routes, Defenses defenses)
    {
        var about = $"ReefChaos.Shop, defences: {string.Join(", ", DefenseSwitch.NamesOf(defenses).DefaultIfEmpty("none"))}\n";
        routes.MapGet("/", () => about);
        routes.MapGet("/health", () => "ok\n");
    }
}
