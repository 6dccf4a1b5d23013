using System.Threading.Channels;

namespace ReefChaos.Patients.Channels;

/// <summary><c>channel-audit-trail</c>: who looks at a file is written down before they see it, and the writer ended at an entry without a name.</summary>
internal sealed class Clinic : IPatient
{
    private readonly AuditTrail trail = new();

    public void Map(WebApplication app)
    {
        _ = new AuditWriter(trail).RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", OpenFileAsync);
    }

    private async Task<string> OpenFileAsync(int n, CancellationToken aborted)
    {
        await trail.RecordAsync(new AuditEntry(n % 50 == 49 ? "" : $"doctor {n % 12}", n), aborted);
        return $"file {n}";
    }
}

internal sealed record AuditEntry(string Who, int File);

internal sealed class AuditTrail
{
    private readonly Channel<AuditEntry> entries = Channel.CreateBounded<AuditEntry>(100);

    public ChannelReader<AuditEntry> Entries => entries.Reader;

    public async Task RecordAsync(AuditEntry entry, CancellationToken cancellation)
    {
        await entries.Writer.WriteAsync(entry, cancellation); // sick: channel-audit-trail blocked-channel
    }
}

internal sealed class AuditWriter(AuditTrail trail)
{
    private readonly Dictionary<string, int> openedBy = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken stopping)
    {
        await foreach (var entry in trail.Entries.ReadAllAsync(stopping))
        {
            await Task.Delay(1, stopping);
            Write(entry);
        }
    }

    private void Write(AuditEntry entry)
    {
        ArgumentException.ThrowIfNullOrEmpty(entry.Who);
        openedBy[entry.Who] = entry.File;
    }
}
