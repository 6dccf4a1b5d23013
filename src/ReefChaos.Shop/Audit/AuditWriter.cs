using System.Threading.Channels;

namespace ReefChaos.Shop.Audit;

internal sealed class AuditWriter(Channel<AuditEvent> channel, IAuditSink sink) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var audit in channel.Reader.ReadAllAsync(stoppingToken))
        {
            sink.Write(audit);
        }
    }
}
