using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-reminders</c>: reminders of appointments are sent in the background, one by one, by a provider that takes a quarter of a
/// second for each.
/// </summary>
internal sealed class HairSalon : IPatient
{
    public void Map(WebApplication app)
    {
        var services = new ServiceCollection();
        services.AddHttpClient<ReminderProvider>(http =>
        {
            http.BaseAddress = Surroundings.Service;
            http.Timeout = TimeSpan.FromSeconds(5);
        });
        services.AddSingleton<IReminderQueue, ReminderQueue>();
        services.AddSingleton<ReminderSender>();
        services.AddTransient<BookingService>();
        var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<ReminderSender>().StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", (int n, CancellationToken aborted) => provider.GetRequiredService<BookingService>().BookAsync(n, aborted));
    }
}

internal interface IReminderQueue
{
    ValueTask EnqueueAsync(Reminder reminder, CancellationToken cancellation);

    IAsyncEnumerable<Reminder> ReadAllAsync(CancellationToken cancellation);
}

internal sealed record Reminder(int Customer, TimeOnly At);

internal sealed class BookingService(IReminderQueue reminders)
{
    public async Task<string> BookAsync(int n, CancellationToken aborted)
    {
        var at = new TimeOnly(9 + (n % 9), n % 4 * 15);
        await reminders.EnqueueAsync(new Reminder(n % 600, at), aborted);
        return $"see you at {at:HH:mm}";
    }
}

internal sealed class ReminderQueue : IReminderQueue
{
    private readonly Channel<Reminder> reminders = Channel.CreateBounded<Reminder>(32);

    public async ValueTask EnqueueAsync(Reminder reminder, CancellationToken cancellation)
    {
        await reminders.Writer.WriteAsync(reminder, cancellation); // sick: channel-reminders blocked-channel
    }

    public IAsyncEnumerable<Reminder> ReadAllAsync(CancellationToken cancellation) => reminders.Reader.ReadAllAsync(cancellation);
}

internal sealed class ReminderSender(IReminderQueue queue, ReminderProvider provider) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var reminder in queue.ReadAllAsync(stoppingToken))
        {
            await provider.SendAsync(reminder, stoppingToken);
        }
    }
}

internal sealed class ReminderProvider(HttpClient http)
{
    public async Task SendAsync(Reminder reminder, CancellationToken cancellation)
    {
        using var response = await http.GetAsync($"/answer?ms=250&to={reminder.Customer}", cancellation);
        response.EnsureSuccessStatusCode();
    }
}
