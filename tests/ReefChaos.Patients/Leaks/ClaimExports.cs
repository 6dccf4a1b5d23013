using System.Collections.Concurrent;
using System.Text.Json;

namespace ReefChaos.Patients.Leaks;

/// <summary>
/// <c>leak-claim-exports</c>: claims are kept until the ledger has taken them, and the ledger has moved and takes none.
/// </summary>
internal sealed class ClaimsOffice : IPatient
{
    private readonly ClaimExports exports = new(new HttpClient { BaseAddress = Surroundings.Service, Timeout = TimeSpan.FromSeconds(5) });

    public void Map(WebApplication app)
    {
        _ = exports.RunAsync(app.Lifetime.ApplicationStopping);
        app.MapGet("/{n:int}", (int n) => File(n));
    }

    private string File(int n)
    {
        exports.Hand(n, $"water in cellar {n % 300}", cents: 10_000 + n);
        return $"claim {n} was filed";
    }
}

internal sealed class ClaimExports(HttpClient ledger)
{
    private const int AtOnce = 20;

    private readonly ConcurrentDictionary<int, ClaimExport> pending = new();

    public void Hand(int claim, string damage, int cents)
    {
        var export = new ClaimExport(claim, JsonSerializer.Serialize(new { claim, damage, cents })); // also: leak-claim-exports leak
        pending[claim] = export; // sick: leak-claim-exports leak
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var export in pending.Values.Take(AtOnce))
            {
                if (await TryPostAsync(export, stopping))
                {
                    pending.TryRemove(export.Claim, out _);
                }
            }
        }
    }

    private async Task<bool> TryPostAsync(ClaimExport export, CancellationToken cancellation)
    {
        using var content = new StringContent(export.Body);
        using var answer = await ledger.PostAsync("/ledger/claims", content, cancellation);
        return answer.IsSuccessStatusCode;
    }
}

internal sealed record ClaimExport(int Claim, string Body);
