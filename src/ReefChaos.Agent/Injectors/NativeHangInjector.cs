using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Holds the calling thread in poll(2), also where the caller would await.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Settle disposes of it.")]
internal sealed class NativeHangInjector(ArmedFault armed, NativeHangFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    private readonly NativeSignal signal = new();

    public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
        pipeline.AddChaosBehavior(Drawn(new ChaosBehaviorStrategyOptions { BehaviorGenerator = _ => Hang() }));

    public override void Release()
    {
        signal.Set();
        base.Release();
    }

    public override void Settle() => signal.Dispose();

    private ValueTask Hang()
    {
        signal.Wait(fault.Hold?.Value ?? Gate.Longest);
        return default;
    }
}
