using System.Net;
using System.Runtime.InteropServices;
using ReefChaos.Engine.Running.Targets.Doors;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.InProcess;

/// <summary>The target as a host in this process, with an agent of its own.</summary>
internal sealed class InProcessPlatform(IInProcessService service, AgentLink link, TimeProvider time) : IPlatform
{
    public IPAddress DependencyAddress => IPAddress.Loopback;

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public AgentLink Link => link;

    /// <summary>None: the runtime is this process's own.</summary>
    public DiagnosticLink? Diagnostics => null;

    public IFaultPort? Warden => null;

    public async Task<ITarget> StartAsync(
        TargetSpec spec, TargetDoor door, IReadOnlyDictionary<string, string> env, string folder, CancellationToken cancellationToken)
    {
        IDisposable? agent = null;
        var log = new InProcessLog(Path.Combine(folder, TargetLog.FileName));
        var start = new InProcessStart(
            $"{door.Scheme}://127.0.0.1:{(spec.Port is { } port ? Loopback.FreePort(port) : 0)}",
            InProcessSettings.Of(spec.Env, env),
            (services, environment) =>
            {
                log.TakeOver(services);
                agent = InProcessAgent.AddTo(services, environment, link, InProcessSettings.AllowProduction(spec.Env));
            });

        // On a flow of its own: what the host leaves in it stays with the host.
        var starting = Task.Run(() => service.StartAsync(start, cancellationToken), cancellationToken);
        var host = await StartedAsync(starting, () => agent, log, spec.Ready, cancellationToken).ConfigureAwait(false);
        var target = new InProcessTarget(host, agent, log, spec, Program(), time);
        return await Readiness.ReadyAsync(target, door, spec.Ready, time, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<IInProcessHost> StartedAsync(
        Task<IInProcessHost> starting, Func<IDisposable?> agent, InProcessLog log, ReadySpec ready, CancellationToken cancellationToken)
    {
        try
        {
            return await starting.WaitAsync(ready.Within, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not EnvironmentLacksException && !cancellationToken.IsCancellationRequested)
        {
            _ = EndOnceStartedAsync(starting, agent, log);
            throw new TargetFailedException(
                starting.IsCompleted ? $"{service.Name} does not start in-process: {Words(e)}" : $"{service.Name} did not start in-process within {ready.Within}.", null, TailOf.File(log.Path));
        }
        catch
        {
            _ = EndOnceStartedAsync(starting, agent, log);
            throw;
        }
    }

    /// <summary>What starts too late is ended all the same.</summary>
    private async Task EndOnceStartedAsync(Task<IInProcessHost> starting, Func<IDisposable?> agent, InProcessLog log)
    {
        try
        {
            await InProcessTarget.EndAsync(await starting.ConfigureAwait(false), agent(), log, time).ConfigureAwait(false);
        }
        catch (Exception)
        {
            agent()?.Dispose();
            log.Dispose();
        }
    }

    private RuntimeProgram Program() => new(
        System.Environment.Version.ToString(), Kebab.Of(RuntimeInformation.ProcessArchitecture), service.Name);

    /// <summary>With what lies below, where a host's own words are only that it failed.</summary>
    private static string Words(Exception e) => e.InnerException is { } inner ? $"{e.Message.TrimEnd('.')}: {Words(inner)}" : $"{e.Message} ({e.GetType().Name})";
}
