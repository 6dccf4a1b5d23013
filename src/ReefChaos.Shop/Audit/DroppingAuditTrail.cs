using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Audit;

/// <summary>Defended: waits a short time for room, then drops the event and counts it. An order is worth more than its trace.</summary>
internal sealed class DroppingAuditTrail(
    Channel<AuditEvent> channel, IOptions<AuditSettings> settings, Fallbacks fallbacks, TimeProvider time) : IAuditTrail
{
    public ValueTask RecordAsync(AuditEvent audit) =>
        channel.Writer.TryWrite(audit) ? ValueTask.CompletedTask : WaitForRoomAsync(audit);

    private async ValueTask WaitForRoomAsync(AuditEvent audit)
    {
        using var limit = new CancellationTokenSource(settings.Value.Limit, time);
        try
        {
            await channel.Writer.WriteAsync(audit, limit.Token);
        }
        catch (OperationCanceledException)
        {
            fallbacks.Use(Defenses.Audit, "the channel is full");
        }
    }
}
