using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using ReefChaos.Agent.Lease;
using ReefChaos.Agent.Sites;
using ReefChaos.Faults;

namespace ReefChaos.Agent.Injectors;

/// <summary>Takes the lock every period and holds it, on a thread of its own.</summary>
internal sealed class LockContentionInjector(ArmedFault armed, LockContentionFault fault, ILockHold target) : IInjector
{
    /// <summary>One try to take the lock; between two it looks whether it was released.</summary>
    private static readonly TimeSpan Try = TimeSpan.FromMilliseconds(20);

    /// <summary>Keeps a period of zero from spinning where the lock is not taken.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    private Thread? thread;
    private bool taken;

    public void Start()
    {
        thread = new Thread(Run, maxStackSize: 256 << 10) { IsBackground = true, Name = "ReefChaos lock" };
        thread.Start();
    }

    /// <summary>The opened gate ends the hold; the lock is left by the thread that took it.</summary>
    public void Release()
    {
    }

    public void Settle() => thread?.Join(TimeSpan.FromSeconds(2));

    private void Run()
    {
        try
        {
            var cycle = new ResiliencePipelineBuilder().AddChaosBehavior(new ChaosBehaviorStrategyOptions
            {
                InjectionRate = 1,
                EnabledGenerator = _ => new(armed.Hits(out var _)),
                BehaviorGenerator = _ => TakeAndHold(),
            }).Build();
            while (armed.IsArmed)
            {
                RunOnce(cycle);
            }
        }
        catch (Exception e)
        {
            // Such as a lock that the app disposed of: an exception here would end the app.
            armed.Report(e);
        }
    }

    private void RunOnce(ResiliencePipeline cycle)
    {
        var time = armed.Gate.Time;
        var began = time.GetTimestamp();
        taken = false;
        cycle.Execute(static () => { });
        var pause = taken ? TimeSpan.Zero : ShortestPause;
        var left = fault.Period.Value - time.GetElapsedTime(began);
        armed.Gate.Wait(left > pause ? left : pause);
    }

    /// <summary>Completes on the calling thread: a lock belongs to its thread.</summary>
    private ValueTask TakeAndHold()
    {
        taken = Take();
        if (taken)
        {
            Hold();
        }

        return default;
    }

    private bool Take()
    {
        while (armed.IsArmed)
        {
            if (target.TryTake(Try))
            {
                return true;
            }
        }

        return false;
    }

    private void Hold()
    {
        try
        {
            armed.CountInjection();
            armed.Gate.Wait(fault.Hold.Value);
        }
        finally
        {
            target.Leave();
        }
    }
}
