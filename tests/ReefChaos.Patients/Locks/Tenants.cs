using System.Collections.Concurrent;

namespace ReefChaos.Patients.Locks;

/// <summary><c>lock-tenant</c>: each tenant's invoices are numbered one by one, and most requests are of one tenant.</summary>
internal sealed class Invoicing : IPatient
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private int last;

    public void Map(WebApplication app) => app.MapGet("/{n:int}", InvoiceAsync);

    private async Task<string> InvoiceAsync(int n) => $"invoice {await NumberAsync(n % 5 == 0 ? $"tenant-{n % 7}" : "tenant-large")}";

    private async Task<int> NumberAsync(string tenant)
    {
        var turn = turns.GetOrAdd(tenant, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(); // sick: lock-tenant lock-contention
        try
        {
            await Task.Delay(80);
            return Interlocked.Increment(ref last);
        }
        finally
        {
            turn.Release();
        }
    }
}
