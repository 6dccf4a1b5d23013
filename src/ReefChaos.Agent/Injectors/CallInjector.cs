using Polly;
using Polly.Simmy;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;

namespace ReefChaos.Agent.Injectors;

/// <summary>A fault that acts on calls, as one chaos strategy in the pipeline of its site.</summary>
internal abstract class CallInjector(ArmedFault armed, CallSlot slot) : IInjector
{
    public bool IsArmed => armed.IsArmed;

    protected ArmedFault Handle => armed;

    protected Gate Gate => armed.Gate;

    public abstract void AddTo(ResiliencePipelineBuilderBase pipeline);

    public virtual void Start() => slot.Attach(this);

    public virtual void Release() => slot.Detach(this);

    public virtual void Settle()
    {
    }

    /// <summary>Whether a call that was drawn can be hit at all.</summary>
    protected virtual bool CanHit => true;

    /// <summary>Every call that is drawn is hit: the draw is ours, by seed and ordinal.</summary>
    protected T Drawn<T>(T options) where T : ChaosStrategyOptions
    {
        options.InjectionRate = 1;
        options.EnabledGenerator = Draw;
        return options;
    }

    protected static ulong OrdinalOf(ResilienceContext context) => context.Properties.GetValue(CallKeys.Ordinal, 0UL);

    /// <summary>Waits for the release at most so long, the way its caller does: awaiting or blocking.</summary>
    protected ValueTask HoldAsync(ResilienceContext context, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!context.Properties.GetValue(CallKeys.Blocking, false))
        {
            return Gate.WaitAsync(limit, cancellationToken);
        }

        Gate.Wait(limit, cancellationToken);
        return default;
    }

    /// <remarks>A defect of ours must not become an error of the call.</remarks>
    private ValueTask<bool> Draw(EnabledGeneratorArguments arguments)
    {
        try
        {
            if (!armed.Hits(out var ordinal) || !CanHit)
            {
                return new(false);
            }

            arguments.Context.Properties.Set(CallKeys.Ordinal, ordinal);
            armed.CountInjection();
            return new(true);
        }
        catch (Exception e)
        {
            armed.Report(e);
            return new(false);
        }
    }
}
