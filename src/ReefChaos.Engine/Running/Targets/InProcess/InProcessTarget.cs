using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>A target in this process. Disposing stops its host, and then its agent.</summary>
internal sealed class InProcessTarget : ITarget
{
    /// <summary>A host that does not stop cannot be killed: it is left, and its faults ended before.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<TargetEnd> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IInProcessHost host;
    private readonly IDisposable? agent;
    private readonly InProcessLog log;
    private readonly TimeProvider time;
    private readonly CancellationTokenRegistration stopped;
    private volatile bool disposed;

    /// <param name="agent">Null where the service did not let it in.</param>
    public InProcessTarget(IInProcessHost host, IDisposable? agent, InProcessLog log, TargetSpec spec, RuntimeProgram program, TimeProvider time)
    {
        (this.host, this.agent, this.log, this.time) = (host, agent, log, time);
        Program = program;
        BlindSpots = InProcessLimits.BlindSpots(spec);
        stopped = host.Stopped.Register(() => exited.TrySetResult(new TargetEnd(0, disposed ? ExitCause.Stopped : ExitCause.Crashed)));
    }

    public Uri BaseAddress => host.Address;

    public int ProcessId => Environment.ProcessId;

    public string Kind => "in-process";

    public (string Rung, string Enforced) Limits => InProcessLimits.None;

    public IReadOnlyList<string> BlindSpots { get; }

    public RuntimeProgram? Program { get; }

    public Task<TargetEnd> Exited => exited.Task;

    public string LastOutput => TailOf.File(log.Path);

    /// <summary>Nothing: what is seen of the process is not the target's alone.</summary>
    public Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Entry>>([]);

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await EndAsync(host, agent, log, time).ConfigureAwait(false);
        await stopped.DisposeAsync().ConfigureAwait(false);
    }

    internal static async Task EndAsync(IInProcessHost host, IDisposable? agent, InProcessLog log, TimeProvider time)
    {
        try
        {
            await Task.Run(async () => await host.DisposeAsync().ConfigureAwait(false)).WaitAsync(StopTime, time).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The app's own failure to stop, or to stop in time, changes no verdict.
        }
        finally
        {
            agent?.Dispose();
            log.Dispose();
        }
    }
}
