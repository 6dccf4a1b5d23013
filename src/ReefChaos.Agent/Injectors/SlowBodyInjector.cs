using Polly;
using Polly.Simmy;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>The answer's body comes at the fault's speed, until the release; the rest then comes at once.</summary>
internal sealed class SlowBodyInjector(ArmedFault armed, SlowBodyFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    public override void AddTo(ResiliencePipelineBuilderBase pipeline)
    {
        if (pipeline is ResiliencePipelineBuilder<HttpResponseMessage> outgoing)
        {
            var options = Drawn(new SlowBodyOptions());
            outgoing.AddStrategy(_ => new SlowBodyStrategy(options, Slowed), options);
        }
    }

    private HttpResponseMessage Slowed(HttpResponseMessage response)
    {
        response.Content = Made(() => new SlowContent(response.Content, fault.Speed.BytesPerSecond, Handle), response.Content);
        return response;
    }

    private sealed class SlowBodyOptions : ChaosStrategyOptions;

    /// <summary>Acts on the result of the call; Simmy's own strategies act before it.</summary>
    private sealed class SlowBodyStrategy(SlowBodyOptions options, Func<HttpResponseMessage, HttpResponseMessage> slowed)
        : ChaosStrategy<HttpResponseMessage>(options)
    {
        protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
            Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
        {
            var hit = await ShouldInjectAsync(context).ConfigureAwait(false);
            var outcome = await callback(context, state).ConfigureAwait(false);
            return hit && outcome.Result is { } response ? Outcome.FromResult(slowed(response)) : outcome;
        }
    }
}
