using Polly;
using Polly.Registry;
using StackExchange.Redis;

namespace ReefChaos.Shop.Stock;

/// <summary>
/// Defended: a pipeline limits how long Redis is waited for, and leaves it alone while it fails; the last known level
/// stands in. Of an article never seen there is taken to be enough: an order too many can be undone, a lost one cannot.
/// </summary>
internal sealed class ResilientStock(
    IStockSource source, ResiliencePipelineProvider<string> pipelines, LastKnownLevels lastKnown, Fallbacks fallbacks) : IStock
{
    private readonly ResiliencePipeline pipeline = pipelines.GetPipeline(StockPipeline.Name);

    public async ValueTask<StockState> LookAsync(string sku, int quantity, CancellationToken cancellationToken)
    {
        try
        {
            var level = await pipeline.ExecuteAsync(
                static async (call, token) => await call.source.LevelAsync(call.sku).WaitAsync(token), (source, sku), cancellationToken);
            lastKnown.Keep(sku, level);
            return StockLevel.For(level, quantity);
        }
        catch (Exception failure) when (failure is RedisException or TimeoutException or ExecutionRejectedException)
        {
            fallbacks.Use(Defenses.Stock, failure.GetType().Name);
            return StockLevel.For(lastKnown.Of(sku), quantity);
        }
    }
}
