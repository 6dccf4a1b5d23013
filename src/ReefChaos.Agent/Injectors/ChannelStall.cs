using Polly;
using Polly.Simmy;
using Polly.Simmy.Behavior;
using ReefChaos.Agent.Lease;

namespace ReefChaos.Agent.Injectors;

/// <summary>Decides, item by item, whether the reader may have the next one.</summary>
internal sealed class ChannelStall
{
    private readonly ArmedFault armed;
    private readonly TimeSpan? hold;
    private readonly ResiliencePipeline pipeline;
    private readonly Lock latch = new();
    private bool decided;
    private bool stalls;
    private volatile bool broken;
    private long began;

    public ChannelStall(ArmedFault armed, TimeSpan? hold)
    {
        (this.armed, this.hold) = (armed, hold);
        pipeline = new ResiliencePipelineBuilder().AddChaosBehavior(new ChaosBehaviorStrategyOptions
        {
            InjectionRate = 1,
            BehaviorGenerator = a => HoldAsync(a.Context.CancellationToken),
        }).Build();
    }

    /// <summary>Asked any number of times an item, it draws once.</summary>
    public bool MayPass()
    {
        if (!armed.IsArmed || broken)
        {
            return true;
        }

        try
        {
            lock (latch)
            {
                if (!decided)
                {
                    Decide();
                }

                stalls = stalls && Left() > TimeSpan.Zero;
                return !stalls;
            }
        }
        catch (Exception e)
        {
            Break(e);
            return true;
        }
    }

    /// <summary>The item was read: the next one is drawn anew.</summary>
    public void Passed()
    {
        lock (latch)
        {
            decided = false;
        }
    }

    /// <summary>Returns when the stall may have ended.</summary>
    public ValueTask WaitAsync(CancellationToken cancellationToken) => pipeline.ExecuteAsync(static _ => default, cancellationToken);

    private async ValueTask HoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan left;
            lock (latch)
            {
                left = Left();
            }

            await armed.Gate.WaitAsync(left, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Break(e);
        }
    }

    /// <summary>A defect of ours must not become an error of the reader: from now on nothing is stalled any more.</summary>
    private void Break(Exception defect)
    {
        broken = true;
        armed.Report(defect);
    }

    private void Decide()
    {
        decided = true;
        stalls = armed.Hits(out _);
        if (stalls)
        {
            armed.CountInjection();
            began = armed.Gate.Time.GetTimestamp();
        }
    }

    private TimeSpan Left() => hold is { } limit ? limit - armed.Gate.Time.GetElapsedTime(began) : Gate.Longest;
}
