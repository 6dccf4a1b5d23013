using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Http;
using Polly;
using Polly.Simmy;
using ReefChaos.Agent;
using ReefChaos.Agent.Sites;

namespace ReefChaos.Benchmarks;

/// <summary>What a disarmed site costs, beside the same thing without it, and beside Simmy's own disabled strategies.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class DisarmedCost
{
    private static readonly FaultPoint Point = FaultPoint.Named("benchmark");

    private readonly DefaultHttpContext context = new();
    private readonly HttpRequestMessage request = new(HttpMethod.Get, "http://127.0.0.1/");
    private readonly ResiliencePipeline oneStrategy = Disabled(1);
    private readonly ResiliencePipeline fiveStrategies = Disabled(5);
    private RequestDelegate endpoint = null!;
    private RequestDelegate middleware = null!;
    private HttpMessageInvoker passThrough = null!;
    private HttpMessageInvoker site = null!;

    [GlobalSetup]
    public void SetUp()
    {
        endpoint = _ => Task.CompletedTask;
        middleware = new InboundMiddleware(new InboundSite(), endpoint).Invoke;
        passThrough = new HttpMessageInvoker(new PassThrough { InnerHandler = new Answering() });
        var built = new Builder { PrimaryHandler = new Answering() };
        new HttpClientFilter(_ => new HttpClientSite(), new Troubles()).Configure(_ => { })(built);
        site = new HttpMessageInvoker(built.Build());
    }

    [Benchmark(Baseline = true), BenchmarkCategory("fault point")]
    public void EmptyMethod() => Empty();

    [Benchmark, BenchmarkCategory("fault point")]
    public void FaultPointHit()
    {
        Empty();
        Point.Hit();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("inbound")]
    public Task NoMiddleware() => endpoint(context);

    [Benchmark, BenchmarkCategory("inbound")]
    public Task DisarmedMiddleware() => middleware(context);

    [Benchmark(Baseline = true), BenchmarkCategory("outbound")]
    public Task<HttpResponseMessage> PassThroughHandler() => passThrough.SendAsync(request, CancellationToken.None);

    [Benchmark, BenchmarkCategory("outbound")]
    public Task<HttpResponseMessage> DisarmedHandler() => site.SendAsync(request, CancellationToken.None);

    [Benchmark(Baseline = true), BenchmarkCategory("Simmy, disabled")]
    public void NoPipeline() => Empty();

    [Benchmark, BenchmarkCategory("Simmy, disabled")]
    public void OneStrategy() => oneStrategy.Execute(static () => Empty());

    [Benchmark, BenchmarkCategory("Simmy, disabled")]
    public void FiveStrategies() => fiveStrategies.Execute(static () => Empty());

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Empty()
    {
    }

    private static ResiliencePipeline Disabled(int strategies)
    {
        var builder = new ResiliencePipelineBuilder();
        for (var i = 0; i < strategies; i++)
        {
            builder.AddChaosLatency(new() { InjectionRate = 1, Latency = TimeSpan.FromSeconds(1), EnabledGenerator = _ => new(false) });
        }

        return builder.Build();
    }

    private sealed class PassThrough : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, cancellationToken);
    }

    private sealed class Answering : HttpMessageHandler
    {
        private readonly Task<HttpResponseMessage> answer = Task.FromResult(new HttpResponseMessage());

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer;
    }

    private sealed class Builder : HttpMessageHandlerBuilder
    {
        public override string? Name { get; set; } = "payments";

        public override HttpMessageHandler PrimaryHandler { get; set; } = null!;

        public override IList<DelegatingHandler> AdditionalHandlers { get; } = [];

        public override HttpMessageHandler Build() => CreateHandlerPipeline(PrimaryHandler, AdditionalHandlers);
    }
}
