using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Delays the call; what is still waiting at the release goes on at once.</summary>
/// <remarks>Simmy's own latency strategy can't be cut short, so this one is a behaviour.</remarks>
internal sealed class LatencyInjector(ArmedFault armed, LatencyFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    private readonly LatencyDelays delays = new(fault, armed.Seed);

    public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
        pipeline.AddChaosBehavior(Drawn(new ChaosBehaviorStrategyOptions
        {
            BehaviorGenerator = async a => await HoldAsync(a.Context, () => delays.Of(OrdinalOf(a.Context)), a.Context.CancellationToken).ConfigureAwait(false),
        }));
}
