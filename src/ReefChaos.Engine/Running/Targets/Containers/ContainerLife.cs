using ReefChaos.Histories;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Watches a container die, come back where the plan kills it, and end for good.</summary>
internal sealed class ContainerLife(ContainerEngine engine, ContainerLog log, ExpectedKill? kill, TimeProvider time) : IAsyncDisposable
{
    private const int KilledExitCode = 128 + Native.SigKill;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Beyond the time that the fault itself keeps it down.</summary>
    private static readonly TimeSpan RestartPatience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource<TargetEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly List<(long At, Entry Entry)> events = [];
    private Task watching = Task.CompletedTask;

    /// <summary>Null before it began.</summary>
    public string? Id { get; private set; }

    /// <summary>It never faults.</summary>
    public Task<TargetEnd> Ended => ended.Task;

    /// <summary>As this machine sees it; 0 while the container is down.</summary>
    public int ProcessId { get; private set; }

    public async Task BeginAsync(string containerId, CancellationToken cancellationToken)
    {
        Id = containerId;
        ProcessId = (int)(await InspectAsync(cancellationToken).ConfigureAwait(false)).Pid;
        log.Follow(Id!, null);
        watching = WatchAsync();
    }

    /// <summary>Deaths and returns that were not handed out yet.</summary>
    /// <param name="now">On the clock of the entries.</param>
    public IReadOnlyList<Entry> EntriesSince(double now)
    {
        lock (gate)
        {
            List<Entry> entries = [.. events.Select(e => e.Entry with { At = now - time.GetElapsedTime(e.At).TotalSeconds })];
            events.Clear();
            return entries;
        }
    }

    /// <summary>From now on its end is ours.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        ended.TrySetResult(new TargetEnd(0, ExitCause.Stopped));
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            do
            {
                await engine.Client.Containers.WaitContainerAsync(Id!, stop.Token).ConfigureAwait(false);
            }
            while (await ReturnsAsync(await InspectAsync(stop.Token).ConfigureAwait(false)).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The runner ends it.
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || e is OperationCanceledException)
        {
            ended.TrySetResult(new TargetEnd(-1, ExitCause.Lost));
        }
    }

    private async Task<bool> ReturnsAsync(ContainerState state)
    {
        var down = time.GetTimestamp();
        ProcessId = 0;
        await log.CatchUpAsync(time).ConfigureAwait(false);
        if (kill is null || state.OutOfMemory || (!state.Running && state.ExitCode != KilledExitCode))
        {
            ended.TrySetResult(new TargetEnd(state.ExitCode, state.OutOfMemory ? ExitCause.OutOfMemory : ExitCause.Crashed));
            return false;
        }

        Add(down, new TargetExited(KilledExitCode, ExitCause.KilledByUs, "", kill.Fault) { At = 0 });
        if (await RunsAgainAsync(kill.Restart + RestartPatience).ConfigureAwait(false) is not { } again)
        {
            ended.TrySetResult(new TargetEnd(KilledExitCode, ExitCause.KilledByUs, kill.Fault));
            return false;
        }

        ProcessId = (int)again.Pid;
        log.Follow(Id!, again.StartedAt);
        Add(time.GetTimestamp(), new TargetRestarted(ProcessId, time.GetElapsedTime(down).TotalSeconds) { At = 0 });
        return true;
    }

    private async Task<ContainerState?> RunsAgainAsync(TimeSpan within)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < within)
        {
            if (await InspectAsync(stop.Token).ConfigureAwait(false) is { Running: true } state)
            {
                return state;
            }

            await Task.Delay(Pause, time, stop.Token).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<ContainerState> InspectAsync(CancellationToken cancellationToken)
    {
        var state = (await engine.Client.Containers.InspectContainerAsync(Id!, cancellationToken).ConfigureAwait(false)).State!;
        return new ContainerState(state.Running, state.Pid, (int)state.ExitCode, state.OOMKilled, state.StartedAt);
    }

    /// <param name="at">When it happened, on this machine's clock.</param>
    private void Add(long at, Entry entry)
    {
        lock (gate)
        {
            events.Add((at, entry));
        }
    }

    private sealed record ContainerState(bool Running, long Pid, int ExitCode, bool OutOfMemory, string StartedAt);
}
