using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Keeps some with every call that is hit.</summary>
internal sealed class LeakInjector(ArmedFault armed, LeakFault fault, CallSlot slot) : CallInjector(armed, slot)
{
    private readonly LeakStore store = new(armed, fault);

    protected override bool CanHit => !store.IsFull;

    /// <summary>A leak in the process as a whole has no calls; it has a clock.</summary>
    public static IInjector Make(ArmedFault armed, LeakFault fault, SiteMap sites) => fault.At.Kind == Scenarios.SiteKind.Process
        ? new ProcessLeak(armed, fault)
        : new LeakInjector(armed, fault, sites.Calls(fault.At));

    public override void AddTo(ResiliencePipelineBuilderBase pipeline) =>
        pipeline.AddChaosBehavior(Drawn(new ChaosBehaviorStrategyOptions
        {
            BehaviorGenerator = _ =>
            {
                store.Keep();
                return default;
            },
        }));

    public override void Release()
    {
        base.Release();
        store.Drop();
    }

    public override void Settle() => store.Empty();
}
