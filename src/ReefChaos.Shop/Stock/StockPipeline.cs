using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using StackExchange.Redis;

namespace ReefChaos.Shop.Stock;

/// <summary>From the outermost: breaker, time of one read. A read is not repeated: its fallback is good enough.</summary>
internal static class StockPipeline
{
    public const string Name = "stock";

    public static void Configure(ResiliencePipelineBuilder pipeline, StockSettings settings, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline
            .AddCircuitBreaker(Breaker(settings))
            .AddTimeout(settings.Limit);
    }

    /// <summary>Opens when half of the last second's reads failed, and then tries one of them each break.</summary>
    private static CircuitBreakerStrategyOptions Breaker(StockSettings settings) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(1),
        BreakDuration = settings.Break,
        ShouldHandle = static outcome => ValueTask.FromResult(
            outcome.Outcome.Exception is RedisException or TimeoutException or TimeoutRejectedException),
    };
}
