using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;
using ReefChaos.Plans;

namespace ReefChaos.Agent.Injectors;

/// <summary>Delays the call; what is still waiting at the release goes on at once.</summary>
/// <remarks>Simmy's own latency strategy can't be cut short, so this one is a behaviour.</remarks>
internal sealed class LatencyInjector(ArmedFault armed, LatencyFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    private readonly ulong seed = Chance.Derive(armed.Seed, "delay");

    public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
        pipeline.AddChaosBehavior(Drawn(new ChaosBehaviorStrategyOptions
        {
            BehaviorGenerator = a => HoldAsync(a.Context, DelayOf(OrdinalOf(a.Context)), a.Context.CancellationToken),
        }));

    /// <summary>Never negative: a distribution's lower tail is cut at zero.</summary>
    internal TimeSpan DelayOf(ulong ordinal)
    {
        var seconds = SecondsOf(Chance.Draw(seed, 2 * ordinal), Chance.Draw(seed, 2 * ordinal + 1));
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Gate.Longest.TotalSeconds));
    }

    private double SecondsOf(double first, double second)
    {
        var mean = fault.Delay.Value.TotalSeconds;
        var jitter = fault.Jitter.Value.TotalSeconds;
        return fault.Distribution switch
        {
            DelayDistribution.Uniform => mean + jitter * (2 * first - 1),
            // Box and Muller's transform of two uniform draws.
            DelayDistribution.Normal => mean + jitter * Math.Sqrt(-2 * Math.Log(1 - first)) * Math.Cos(2 * Math.PI * second),
            DelayDistribution.Exponential => -mean * Math.Log(1 - first),
            _ => mean,
        };
    }
}
