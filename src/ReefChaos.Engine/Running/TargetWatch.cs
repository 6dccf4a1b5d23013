using ReefChaos.Engine.Running.Observing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Histories;

namespace ReefChaos.Engine.Running;

/// <summary>What can be seen of an arm's target beside its process.</summary>
/// <param name="Runtime">Null for a target without the agent, or without a runtime of its own.</param>
/// <param name="Events">Of the target's runtime; null where it has none of its own.</param>
/// <param name="Cause">Looks into a target that breaks; null where that cannot be done.</param>
internal sealed record Looks(RuntimeWatch? Runtime, RuntimeStream? Events, CauseWatch? Cause);

/// <summary>Watches an arm's target from the first request to the last, and stops the arm when the target ends. Disposing stops the arm too.</summary>
internal sealed class TargetWatch : IAsyncDisposable
{
    private readonly ITarget target;
    private readonly Recorder recorder;
    private readonly ArmClock clock;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop;
    private readonly Task watching;

    /// <param name="stop">Ends the arm.</param>
    public TargetWatch(ITarget target, Looks looks, Recorder recorder, ArmClock clock, TimeProvider time, CancellationTokenSource stop)
    {
        (this.target, this.recorder, this.clock, this.time, this.stop) = (target, recorder, clock, time, stop);
        watching = Task.WhenAll(LookAsync(looks), looks.Cause?.RunAsync(stop.Token) ?? Task.CompletedTask, WaitForEndAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
    }

    /// <summary>A loop of its own for each: an agent in a starved target answers late, and the others go on.</summary>
    private Task LookAsync(Looks looks)
    {
        var observer = new Observer(recorder, clock, time);
        return Task.WhenAll(
            observer.RunAsync(target.LookAsync, stop.Token),
            looks.Events is { } events ? observer.RunAsync(events.LookAsync, stop.Token) : Task.CompletedTask,
            looks.Runtime is { } runtime ? observer.RunAsync(runtime.LookAsync, stop.Token) : Task.CompletedTask);
    }

    private async Task WaitForEndAsync()
    {
        await Task.WhenAny(target.Exited, Task.Delay(Timeout.InfiniteTimeSpan, time, stop.Token));
        if (target.Exited.IsCompleted && !stop.IsCancellationRequested)
        {
            var end = await target.Exited;
            if (end.Cause != ExitCause.KilledByUs)
            {
                // A fault's own kill was recorded when it happened.
                recorder.Send(new TargetExited(end.ExitCode, end.Cause, target.LastOutput, end.Fault) { At = clock.Now });
            }

            await stop.CancelAsync();
        }
    }
}
