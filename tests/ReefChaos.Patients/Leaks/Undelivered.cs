using System.Collections.Concurrent;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-undelivered</c>: what could not be sent is tried again, for ever, and the provider has long since closed the account.
/// </summary>
internal sealed class Kindergarten : IPatient
{
    private readonly Outbox outbox = new();

    public void Map(WebApplication app)
    {
        var notices = new ParentNotices(outbox);
        _ = new Delivery(outbox, new SmsProvider(isOpen: false)).StartAsync(CancellationToken.None);
        app.MapGet("/{n:int}", notices.SendAsync);
    }
}

internal sealed class ParentNotices(Outbox outbox)
{
    public async Task<string> SendAsync(int n)
    {
        await Task.Delay(3);
        var notice = new Notice(n % 800, $"Your child did not come to group {n % 7}, please call us."); // also: leak-undelivered leak
        outbox.Add(notice);
        return "will be sent";
    }
}

internal sealed class Notice(int child, string text)
{
    private readonly List<string> failures = [];

    public string Number => $"+00 {child:D9}";

    public string Text => text;

    public void Fail(string reason)
    {
        if (failures.Count < 5)
        {
            failures.Add(reason);
        }
    }
}

internal sealed class Outbox
{
    private readonly ConcurrentQueue<Notice> waiting = new();

    public int Count => waiting.Count;

    public void Add(Notice notice) => waiting.Enqueue(notice); // sick: leak-undelivered leak

    public bool TryTake(out Notice? notice) => waiting.TryDequeue(out notice);
}

internal sealed class Delivery(Outbox outbox, SmsProvider provider) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            for (var left = outbox.Count; left > 0 && outbox.TryTake(out var notice); left--)
            {
                if (!provider.TrySend(notice!.Number, notice.Text))
                {
                    notice.Fail("refused");
                    outbox.Add(notice);
                }
            }
        }
    }
}

internal sealed class SmsProvider(bool isOpen)
{
    public bool TrySend(string number, string text) => isOpen && number.Length + text.Length < 300;
}
