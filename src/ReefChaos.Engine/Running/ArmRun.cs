using ReefChaos.Engine.Running.Dependencies;
using ReefChaos.Engine.Running.Load;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>One run of the plan: starts what it needs, lets it be conducted, and takes everything down again.</summary>
internal static class ArmRun
{
    /// <summary>From the order to the first request: enough for the worker to read it.</summary>
    private static readonly TimeSpan LeadTime = TimeSpan.FromMilliseconds(200);

    /// <summary>What the worker may take, beyond its request timeout, to hand in its last figures.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>The agent listens before the target answers its first request.</summary>
    private static readonly TimeSpan AgentTime = TimeSpan.FromSeconds(5);

    /// <summary>Every child says whose it is, so that a later runner can sweep it.</summary>
    private static readonly Dictionary<string, string> Owned = new() { [AgentEnvironment.Owner] = Owner.Current.ToString() };

    /// <remarks>What goes wrong in the arm is in its history; only what makes every arm impossible is thrown.</remarks>
    public static async Task<History> RunAsync(
        Scenario scenario, Plan plan, Arm arm, RunFolder folder, RunSession session, CancellationToken cancellationToken)
    {
        var clock = new ArmClock(session.Time);
        using var recorder = new Recorder(arm, folder.HistoryFile(arm), session.View);
        session.View.ArmStarting(scenario, plan, arm);
        var end = ArmEnd.Failed;
        try
        {
            end = await RunAsync(scenario, plan, arm, folder, session, recorder, clock, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            end = ArmEnd.Cancelled;
        }
        catch (Exception e) when (e is TargetFailedException or IOException)
        {
            recorder.Send(new Trouble("target", e.Message, Fatal: true) { At = clock.Now });
        }
        finally
        {
            EndOnce(recorder, clock, end);
            session.View.ArmFinished(arm);
        }

        return recorder.Failure is { } failure
            ? throw new EnvironmentLacksException($"{folder.Path} cannot be written: {failure.Message} Choose another place with --output.", failure)
            : recorder.Snapshot();
    }

    private static async Task<ArmEnd> RunAsync(
        Scenario scenario, Plan plan, Arm arm, RunFolder folder, RunSession session, Recorder recorder, ArmClock clock, CancellationToken cancellationToken)
    {
        var assembly = await session.AssemblyOfAsync(scenario.Target.Project, cancellationToken);
        var link = AgentLink.New(session.Folder);
        await using var dependencies = await DependencyHost.StartAsync(scenario.Dependencies, session.Time, cancellationToken);
        await using var worker = await LoadWorker.StartAsync(LoadWorker.DefaultDll, Owned, cancellationToken);

        var starting = session.Time.GetTimestamp();
        var env = TargetEnvironment.Of(scenario, arm, dependencies.Environment, link);
        await using var target = await new ProcessTargetStarter(session.Time).StartAsync(scenario.Target, assembly, env, folder.FolderOf(arm), cancellationToken);
        var took = session.Time.GetElapsedTime(starting).TotalSeconds;
        await using var agent = await ConnectAsync(scenario, link, recorder, clock, session.Time, cancellationToken);

        clock.Zero = clock.In(LeadTime);
        recorder.Send(new TargetStarted(target.ProcessId, target.Kind, target.Limits.Rung, target.Limits.Enforced,
            agent?.Welcome.Processors ?? 0, agent?.Welcome.HeapLimitBytes ?? 0, took)
        { At = clock.Now });

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var observing = TargetObserver.WatchAsync(target, recorder, clock, session.Time, stop.Token);
        var dying = WatchTargetAsync(target, recorder, clock, stop);
        var loading = PumpAsync(worker, recorder, stop);
        worker.Begin(new BeginLoad(plan.Load, target.BaseAddress.ToString(), Chance.Derive(plan.Seed, "load"), clock.Zero));

        var end = ArmEnd.Failed;
        try
        {
            var faults = new FaultControl(agent, dependencies, plan.Lease, recorder, clock);
            end = await new Conductor(scenario, plan, faults, recorder, clock).RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            end = cancellationToken.IsCancellationRequested ? ArmEnd.Cancelled : ArmEnd.Failed;
        }

        EndOnce(recorder, clock, end);
        worker.End(clock.Now);
        await WaitAsync(loading, plan.Load.Timeout.Value + DrainTime, session.Time, cancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(observing, dying);
        return end;
    }

    /// <summary>Null for a target without the agent, which is no trouble as long as no fault needs it.</summary>
    private static async Task<AgentClient?> ConnectAsync(
        Scenario scenario, AgentLink link, Recorder recorder, ArmClock clock, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await AgentClient.ConnectAsync(link.Socket, link.Token, AgentTime, time, cancellationToken);
        }
        catch (AgentUnreachableException e) when (scenario.Faults.All(f => f.At.Kind == SiteKind.Dependency))
        {
            recorder.Send(new Trouble("agent", e.Message, Fatal: false) { At = clock.Now });
            return null;
        }
    }

    private static async Task WatchTargetAsync(ITarget target, Recorder recorder, ArmClock clock, CancellationTokenSource stop)
    {
        await Task.WhenAny(target.Exited, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
        if (target.Exited.IsCompleted && !stop.IsCancellationRequested)
        {
            recorder.Send(new TargetExited(await target.Exited, Expected: false, target.LastOutput) { At = clock.Now });
            await stop.CancelAsync();
        }
    }

    private static async Task PumpAsync(LoadWorker worker, Recorder recorder, CancellationTokenSource stop)
    {
        await foreach (var entry in worker.Entries.ReadAllAsync())
        {
            recorder.Send(entry);
            if (entry is Trouble { Fatal: true })
            {
                await stop.CancelAsync();
            }
        }
    }

    /// <summary>The worker's last figures are waited for, but not for ever, and not after ctrl-C.</summary>
    private static async Task WaitAsync(Task loading, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await loading.WaitAsync(patience, time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // What is missing shows in the history: there is no generator report.
        }
    }

    private static void EndOnce(Recorder recorder, ArmClock clock, ArmEnd end)
    {
        if (!recorder.Snapshot().Of<ArmEnded>().Any())
        {
            recorder.Send(new ArmEnded(end) { At = clock.Now });
        }
    }
}
