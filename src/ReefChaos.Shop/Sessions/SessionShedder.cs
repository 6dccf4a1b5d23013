using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Sessions;

/// <summary>Gives the memory of sessions back while memory is short: a forgotten cart page is rendered again, a dead process is not.</summary>
internal sealed class SessionShedder(
    BoundedSessions sessions, Func<bool> memoryIsShort, IOptions<SessionSettings> settings, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Value.Watch, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    internal void Look()
    {
        if (memoryIsShort())
        {
            sessions.Shed();
        }
    }
}
