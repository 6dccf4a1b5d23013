using Microsoft.Extensions.Options;

namespace ReefChaos.Shop.Risk;

/// <summary>
/// Defended: native calls have threads of their own, so hung ones can cost no more than those. A request waits a limited
/// time and then goes on with a neutral score.
/// </summary>
internal sealed class BulkheadRiskScorer(
    Func<decimal, double> native, IOptions<RiskSettings> settings, Fallbacks fallbacks, TimeProvider time) : IRiskScorer, IDisposable
{
    public const double Neutral = 0.5;

    private readonly TimeSpan limit = settings.Value.Limit;
    private readonly Bulkhead bulkhead = new("risk", settings.Value.Threads, settings.Value.Queue);

    public async ValueTask<double> ScoreAsync(decimal total, CancellationToken cancellationToken)
    {
        var call = new BulkheadCall<double>(() => native(total));
        if (!bulkhead.TryRun(call))
        {
            return FallBack("the bulkhead is full");
        }

        // A timer instead of WaitAsync: no exception is thrown for each late call.
        using var late = time.CreateTimer(static call => ((BulkheadCall<double>)call!).GiveUp(), call, limit, Timeout.InfiniteTimeSpan);
        var outcome = await call.Outcome.WaitAsync(cancellationToken);
        return outcome.Succeeded ? outcome.Value : FallBack(outcome.Failure ?? "the native call is late");
    }

    public void Dispose() => bulkhead.Dispose();

    private double FallBack(string reason)
    {
        fallbacks.Use(Defenses.Risk, reason);
        return Neutral;
    }
}
