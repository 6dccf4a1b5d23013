using System.Threading.Channels;

namespace ReefChaos.Shop.Audit;

/// <summary>Undefended: when the reader stalls and the channel is full, each request waits for room with no limit.</summary>
internal sealed class WaitingAuditTrail(Channel<AuditEvent> channel) : IAuditTrail
{
    public ValueTask RecordAsync(AuditEvent audit) => channel.Writer.WriteAsync(audit);
}
