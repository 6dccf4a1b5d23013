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

    public void Report(Exception defect) => armed.Report(defect);

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
    /// <returns>False where a defect of ours kept it from waiting: the call then goes on as without the fault.</returns>
    /// <exception cref="OperationCanceledException">The token fired first.</exception>
    protected async ValueTask<bool> HoldAsync(ResilienceContext context, Func<TimeSpan> limit, CancellationToken cancellationToken)
    {
        try
        {
            if (context.Properties.GetValue(CallKeys.Blocking, false))
            {
                Gate.Wait(limit(), cancellationToken);
            }
            else
            {
                await Gate.WaitAsync(limit(), cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            armed.Report(e);
            return false;
        }
    }

    /// <summary>What the fault puts in the call's way, or something else where a defect of ours keeps it from that.</summary>
    protected T Made<T>(Func<T> make, T otherwise)
    {
        try
        {
            return make();
        }
        catch (Exception e)
        {
            armed.Report(e);
            return otherwise;
        }
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
