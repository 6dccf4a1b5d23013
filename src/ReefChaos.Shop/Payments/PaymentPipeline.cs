using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ReefChaos.Shop.Payments;

/// <summary>From the outermost: load, total time, one repetition, breaker, time of one attempt.</summary>
internal static class PaymentPipeline
{
    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, PaymentSettings settings, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline
            .AddConcurrencyLimiter(settings.Concurrency)
            .AddTimeout(settings.Limit)
            .AddRetry(Retry(settings))
            .AddCircuitBreaker(Breaker(settings))
            .AddTimeout(settings.AttemptLimit);
    }

    /// <summary>Only quick failures are repeated: a provider that is slow or says "too many" must not get more to do.</summary>
    private static HttpRetryStrategyOptions Retry(PaymentSettings settings) => new()
    {
        MaxRetryAttempts = 1,
        Delay = settings.RetryDelay,
        UseJitter = true,
        ShouldRetryAfterHeader = false,
        ShouldHandle = static outcome => ValueTask.FromResult(
            outcome.Outcome.Exception is HttpRequestException
            || outcome.Outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError),
    };

    /// <summary>Opens when half of the last second's attempts failed, and then tries one of them each break.</summary>
    private static HttpCircuitBreakerStrategyOptions Breaker(PaymentSettings settings) => new()
    {
        FailureRatio = 0.5,
        MinimumThroughput = 10,
        SamplingDuration = TimeSpan.FromSeconds(1),
        BreakDuration = settings.Break,
        ShouldHandle = static outcome => ValueTask.FromResult(
            outcome.Outcome.Exception is HttpRequestException or TimeoutRejectedException
            || outcome.Outcome.Result?.StatusCode is >= HttpStatusCode.InternalServerError
                or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout),
    };
}
