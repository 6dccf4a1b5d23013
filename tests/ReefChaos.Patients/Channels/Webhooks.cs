using System.Text.Json;
using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary>
/// <c>channel-webhooks</c>: what a partner sends is queued and answered at once, and the consumer ended at the first text that was no JSON.
/// </summary>
internal sealed class PartnerHooks : IPatient
{
    private readonly WebhookInbox inbox = new();

    public void Map(WebApplication app)
    {
        var consumer = new WebhookConsumer(inbox);
        _ = Task.Run(() => consumer.ConsumeAsync(app.Lifetime.ApplicationStopping));
        app.MapGet("/{n:int}", (int n) => ReceiveAsync(n));
    }

    private async Task<IResult> ReceiveAsync(int n)
    {
        var body = n % 70 == 35 ? $"<order id=\"{n}\"/>" : $"{{\"Order\":{n},\"State\":\"paid\"}}";
        await inbox.PutAsync(new Webhook($"partner {n % 4}", body));
        return Results.Accepted();
    }
}

internal sealed record Webhook(string Sender, string Body);

internal sealed record OrderState(int Order, string State);

internal sealed class WebhookInbox
{
    private readonly Channel<Webhook> hooks = Channel.CreateBounded<Webhook>(new BoundedChannelOptions(80) { SingleReader = true });

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellation) => hooks.Reader.WaitToReadAsync(cancellation);

    public bool TryTake(out Webhook? hook) => hooks.Reader.TryRead(out hook);

    public async Task PutAsync(Webhook hook)
    {
        await hooks.Writer.WriteAsync(hook); // sick: channel-webhooks blocked-channel
    }
}

internal sealed class WebhookConsumer(WebhookInbox inbox)
{
    private readonly Dictionary<int, string> states = [];

    public async Task ConsumeAsync(CancellationToken stopping)
    {
        while (await inbox.IsReadyAsync(stopping))
        {
            while (inbox.TryTake(out var hook))
            {
                Apply(JsonSerializer.Deserialize<OrderState>(hook!.Body)!);
            }
        }
    }

    private void Apply(OrderState changed) => states[changed.Order % 500] = changed.State;
}
