using ReefChaos.Engine.Running.Dependencies;
using ReefChaos.Engine.Running.Load;
using ReefChaos.Engine.Running.Observing;
using ReefChaos.Engine.Running.Targets;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Histories;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running;

/// <summary>One run of the plan: starts what it needs, lets it be conducted, and takes everything down again.</summary>
internal sealed class ArmRun
{
    /// <summary>From the order to the first request: enough for the worker to read it.</summary>
    private static readonly TimeSpan LeadTime = TimeSpan.FromMilliseconds(200);

    /// <summary>What the worker may take, beyond its request timeout, to hand in its last figures.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    /// <summary>The agent listens before the target answers its first request.</summary>
    private static readonly TimeSpan AgentTime = TimeSpan.FromSeconds(5);

    /// <summary>A .NET target has called by the time that it answers; others are not waited for long.</summary>
    private static readonly TimeSpan CallTime = TimeSpan.FromMilliseconds(500);

    /// <summary>A runtime starts to send its events within a fraction of it; a starved one is not waited for longer.</summary>
    private static readonly TimeSpan EventTime = TimeSpan.FromSeconds(2);

    private const string NoRuntime =
        "no .NET runtime of the target calls (it is none, its diagnostics are off by DOTNET_EnableDiagnostics=0, or it replaces DOTNET_DiagnosticPorts): its heap, locks and pool are not seen";

    private const string LateRuntime = "the target's runtime does not begin to send events: its heap, locks and pool may be missing";

    /// <summary>Every child says whose it is, so that a later runner can sweep it.</summary>
    private static readonly Dictionary<string, string> Owned = new() { [AgentEnvironment.Owner] = Owner.Current.ToString() };

    private readonly Scenario scenario;
    private readonly Plan plan;
    private readonly Arm arm;
    private readonly RunSession session;
    private readonly Recorder recorder;
    private readonly ArmClock clock;

    private ArmRun(Scenario scenario, Plan plan, Arm arm, RunSession session, Recorder recorder)
    {
        (this.scenario, this.plan, this.arm, this.session, this.recorder) = (scenario, plan, arm, session, recorder);
        clock = new ArmClock(session.Time);
    }

    /// <remarks>What goes wrong in the arm is in its history; only what makes every arm impossible is thrown.</remarks>
    public static async Task<History> RunAsync(
        Scenario scenario, Plan plan, Arm arm, RunFolder folder, RunSession session, CancellationToken cancellationToken)
    {
        var redactor = new Redactor(scenario, plan);
        using var recorder = new Recorder(arm, folder.HistoryFile(arm), session.View, redactor);
        try
        {
            await new ArmRun(scenario, plan, arm, session, recorder).RunAsync(folder.FolderOf(arm), cancellationToken);
        }
        finally
        {
            RunFolder.Writing(folder.Path, () => redactor.RedactFile(Path.Combine(folder.FolderOf(arm), TargetLog.FileName)));
        }

        return recorder.Failure is { } failure
            ? throw new EnvironmentLacksException($"{folder.Path} cannot be written: {failure.Message} Choose another place with --output.", failure)
            : recorder.Snapshot();
    }

    private async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        session.View.ArmStarting(scenario, plan, arm);
        var end = ArmEnd.Failed;
        try
        {
            end = await HostAsync(folder, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            end = ArmEnd.Cancelled;
        }
        catch (Exception e) when (e is TargetFailedException or IOException)
        {
            var source = e is AgentUnreachableException ? "agent" : "target";
            recorder.Send(new Trouble(source, e.Message, Fatal: true) { At = clock.Now });
        }
        finally
        {
            EndOnce(end);
            session.View.ArmFinished(arm);
        }
    }

    private async Task<ArmEnd> HostAsync(string folder, CancellationToken cancellationToken)
    {
        await using var platform = await session.Platforms.OpenAsync(scenario, plan, cancellationToken);
        // It takes a second to warm up, as the target does, and each has a core of its own.
        await using var loadStarting = new Starting<LoadGenerator>(
            LoadGenerator.StartAsync(session.Options.LoadWorkers, await session.Load.DllAsync(cancellationToken), Owned, cancellationToken));
        await using var dependencies = await DependencyHost.StartAsync(scenario.Dependencies, platform.DependencyAddress, session.Time, cancellationToken);

        var starting = session.Time.GetTimestamp();
        using var door = TargetDoor.Of(plan.Load.Http, scenario.Target, platform.Link);
        var env = TargetEnvironment.Of(
            scenario, arm, [door.Environment, dependencies.Environment, platform.Environment], platform.Link, platform.Diagnostics);
        await using var diagnostics = platform.Diagnostics is { } port ? DiagnosticPort.Open(port, session.Time) : null;
        await using var target = await platform.StartAsync(scenario.Target, door, env, folder, cancellationToken);
        var took = session.Time.GetElapsedTime(starting).TotalSeconds;
        await using var agent = new AgentPort(platform.Link, session.Time);
        var welcome = await ConnectAsync(agent, cancellationToken);
        var program = diagnostics is null ? target.Program : await diagnostics.AskProgramAsync(CallTime, cancellationToken);
        await using var events = diagnostics is null ? null : new RuntimeStream(diagnostics, session.Time);
        var tells = events is not null && await events.BeginsAsync(program is null ? TimeSpan.Zero : EventTime, cancellationToken);
        if (events is not null && !tells)
        {
            recorder.Send(new Trouble("observer", program is null ? NoRuntime : LateRuntime, Fatal: false) { At = clock.Now });
        }

        var load = await loadStarting.EndAsync();

        clock.Zero = clock.In(LeadTime);
        recorder.Send(Started(target, welcome, took, clock.Now) with { Program = program });

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var looks = new AgentPort(platform.Link, session.Time);
        var cause = platform.Diagnostics is { ClientSocket: var asks }
            ? new CauseWatch(scenario, plan, target, tells || program is not null ? asks : null, recorder, clock, session.Time) { Cancelled = cancellationToken }
            : null;
        var runtime = welcome is null || diagnostics is null ? null : new RuntimeWatch(looks);
        await using var watch = new TargetWatch(target, new Looks(runtime, events, cause), recorder, clock, session.Time, stop);
        var loading = PumpAsync(load, stop);
        load.Begin(new BeginLoad(
            door.Trusted(plan.Load), target.BaseAddress.ToString(), Chance.Derive(plan.Seed, "load"), MonotonicClock.Of(clock.Zero), LoadSlice.Whole));
        var ports = new FaultPorts(welcome is null ? null : agent, dependencies, platform.Warden);
        var faults = new FaultControl(ports, plan.Lease, recorder, clock);
        var end = await ConductAsync(faults, stop.Token, cancellationToken);
        EndOnce(end);
        load.End(clock.Now);
        await DrainAsync(loading, cancellationToken);
        return end;
    }

    /// <param name="stop">Also when the target or the load died.</param>
    private async Task<ArmEnd> ConductAsync(FaultControl faults, CancellationToken stop, CancellationToken cancelled)
    {
        try
        {
            return await new Conductor(scenario, plan, faults, recorder, clock).RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return cancelled.IsCancellationRequested ? ArmEnd.Cancelled : ArmEnd.Failed;
        }
    }

    private static TargetStarted Started(ITarget target, WelcomeReply? welcome, double seconds, double at)
    {
        var (rung, enforced) = target.Limits;
        return new TargetStarted(target.ProcessId, target.Kind, rung, enforced, welcome?.Runtime, seconds) { At = at, BlindSpots = target.BlindSpots };
    }

    /// <summary>Null for a target without the agent, which is no trouble as long as no fault needs it.</summary>
    private async Task<WelcomeReply?> ConnectAsync(AgentPort agent, CancellationToken cancellationToken)
    {
        try
        {
            return await agent.ConnectAsync(AgentTime, cancellationToken);
        }
        catch (AgentUnreachableException e) when (scenario.Faults.All(f => f.At.Kind is SiteKind.Dependency or SiteKind.Container))
        {
            recorder.Send(new Trouble("agent", e.Message, Fatal: false) { At = clock.Now });
            return null;
        }
    }

    private async Task PumpAsync(LoadGenerator load, CancellationTokenSource stop)
    {
        await foreach (var entry in load.Entries.ReadAllAsync())
        {
            recorder.Send(entry);
            if (entry is Trouble { Fatal: true })
            {
                await stop.CancelAsync();
            }
        }
    }

    /// <summary>The worker's last figures are waited for, but not for ever, and not after ctrl-C.</summary>
    private async Task DrainAsync(Task loading, CancellationToken cancellationToken)
    {
        try
        {
            await loading.WaitAsync(plan.Load.Timeout.Value + DrainTime, session.Time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // What is missing shows in the history: there is no generator report.
        }
    }

    private void EndOnce(ArmEnd end)
    {
        if (!recorder.Snapshot().Of<ArmEnded>().Any())
        {
            recorder.Send(new ArmEnded(end) { At = clock.Now });
        }
    }
}
