using Polly;
using ReefChaos.Agent.Injectors;

namespace ReefChaos.Agent.Sites;

/// <summary>A place in the request path where call faults are put in and taken out.</summary>
internal abstract class CallSlot
{
    public abstract void Attach(CallInjector injector);

    /// <summary>Allocates nothing: what is detached stays in place, disabled, until the next one is attached.</summary>
    public abstract void Detach(CallInjector injector);
}

/// <typeparam name="TResult">What a call here gives.</typeparam>
internal class CallSlot<TResult> : CallSlot
{
    private readonly object latch = new();
    private volatile ArmedCalls<TResult>? armed;

    /// <summary>Null while nothing is armed: then a site must not do anything but call on.</summary>
    public ArmedCalls<TResult>? Armed => armed;

    public override void Attach(CallInjector injector)
    {
        var builder = new ResiliencePipelineBuilder<TResult>();
        injector.AddTo(builder);
        var call = new ArmedCall<TResult>(injector, builder.Build());
        lock (latch)
        {
            // Released while it was being armed: it must not come in after it went out.
            if (injector.IsArmed)
            {
                armed = new ArmedCalls<TResult>([.. (armed?.Calls ?? []).Where(c => c.Injector.IsArmed), call]);
                Changed(isArmed: true);
            }
        }
    }

    public override void Detach(CallInjector injector)
    {
        lock (latch)
        {
            if (armed is null)
            {
                return;
            }

            foreach (var call in armed.Calls)
            {
                if (call.Injector.IsArmed)
                {
                    return;
                }
            }

            armed = null;
            Changed(isArmed: false);
        }
    }

    /// <summary>Called under the slot's lock: it must not allocate or wait.</summary>
    protected virtual void Changed(bool isArmed)
    {
    }
}
