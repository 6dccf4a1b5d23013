using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-parent-messages</c>: a school's messages to parents are sent by a gateway that takes ten in a second, and there are more.
/// </summary>
internal sealed class SchoolOffice : IPatient
{
    private readonly MessageOutbox outbox = new(capacity: 30);

    public void Map(WebApplication app)
    {
        var absences = new AbsenceService(outbox);
        _ = new MessageSender(outbox).StartAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", (int n) => absences.ReportAsync(n));
    }
}

internal sealed record ParentMessage(string Number, string Text);

internal sealed class AbsenceService(MessageOutbox outbox)
{
    public async Task<string> ReportAsync(int n)
    {
        var message = new ParentMessage($"+00 555 {n % 900:D4}", $"Your child is not in class {n % 13}.");
        await outbox.EnqueueAsync(message);
        return "the parents are told";
    }
}

internal sealed class MessageOutbox(int capacity)
{
    private readonly Channel<ParentMessage> messages = Channel.CreateBounded<ParentMessage>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public async Task EnqueueAsync(ParentMessage message)
    {
        await messages.Writer.WriteAsync(message); // sick: channel-parent-messages blocked-channel
    }

    public ValueTask<ParentMessage> DequeueAsync(CancellationToken cancellation) => messages.Reader.ReadAsync(cancellation);
}

internal sealed class MessageSender(MessageOutbox outbox) : BackgroundService
{
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(100);

    private int characters;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(BetweenMessages);
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            var message = await outbox.DequeueAsync(stoppingToken);
            characters += message.Number.Length + message.Text.Length;
        }
    }
}
