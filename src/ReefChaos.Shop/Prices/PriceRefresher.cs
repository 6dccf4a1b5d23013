using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Prices;

internal sealed partial class PriceRefresher(
    PriceFeed feed, IOptions<PriceSettings> settings, TimeProvider time, ILogger<PriceRefresher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Refresh, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                feed.Refresh();
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // Old prices are better than none: the next tick tries again.
                RefreshFailed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Prices could not be refreshed")]
    private partial void RefreshFailed(Exception failure);
}
