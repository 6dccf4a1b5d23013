using ReefChaos.Engine.Running.Targets.Containers;
using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Engine.Running.Targets.InProcess;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Faults;
using ReefChaos.Plans;
using ReefChaos.Scenarios;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Makes platforms for the arms of a session. What several arms share is made once: builds, images, the warden.</summary>
internal sealed class Platforms : IAsyncDisposable
{
    private readonly RunOptions options;
    private readonly ContainerEngine? engine;
    private readonly Lack? lack;
    private readonly RunnerFolder folder;
    private readonly Action<string> say;
    private readonly TimeProvider time;
    private readonly TargetBuilds builds;
    private readonly TargetImages? images;
    private WardenProcess? warden;
    private Reaper? reaper;

    private Platforms(RunOptions options, ContainerEngine? engine, Lack? lack, RunnerFolder folder, Action<string> say, TimeProvider time)
    {
        (this.options, this.engine, this.lack, this.folder, this.say, this.time) = (options, engine, lack, folder, say, time);
        builds = new TargetBuilds(say);
        images = engine is null ? null : new TargetImages(engine.Client, say, time);
    }

    /// <summary>Sweeps what dead runners left in the engine.</summary>
    public static async Task<Platforms> OpenAsync(
        RunOptions options, RunnerFolder folder, Action<string> say, TimeProvider time, CancellationToken cancellationToken)
    {
        if (options.InProcess is not null)
        {
            return new Platforms(options, null, null, folder, say, time);
        }

        var (engine, lack) = await EngineSearch.OfThisMachine(time, isAskedFor: options.Target == TargetChoice.Container).FindAsync(cancellationToken).ConfigureAwait(false);
        foreach (var removed in engine is null ? [] : await ContainerSweep.RunAsync(engine, time, cancellationToken).ConfigureAwait(false))
        {
            say($"removed a leftover: {removed}");
        }

        return new Platforms(options, engine, lack, folder, say, time);
    }

    /// <exception cref="InvalidInputException">The scenario and how targets are to run contradict each other, or an image does not exist.</exception>
    /// <exception cref="EnvironmentLacksException">This machine cannot run the scenario, or not perform one of its faults.</exception>
    public async Task CheckAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        if (options.InProcess is not null)
        {
            InProcessCheck.Check(scenario);
            return;
        }

        PlatformNeed.Of(scenario).Decide(options.Target, scenario.Name, lack);
        foreach (var image in scenario.Dependencies.Values.Select(d => d.Image).Prepend(scenario.Target.Image).OfType<string>())
        {
            await images!.OfNameAsync(image, cancellationToken).ConfigureAwait(false);
        }

        foreach (var fault in scenario.Faults.Where(f => f.At.Kind == SiteKind.Container))
        {
            var port = await WardenAsync(cancellationToken).ConfigureAwait(false);
            if (await port.SendAsync(new CheckOrder(fault), cancellationToken).ConfigureAwait(false) is RefusedReply refused)
            {
                throw new EnvironmentLacksException($"The scenario '{scenario.Name}' needs the fault {FaultCatalogue.NameOf(fault)}: {refused.Why}");
            }
        }
    }

    /// <exception cref="InvalidInputException">The target or an image cannot be built.</exception>
    /// <exception cref="EnvironmentLacksException">This machine lacks something.</exception>
    public async Task<IPlatform> OpenAsync(Scenario scenario, Plan plan, CancellationToken cancellationToken)
    {
        if (options.InProcess is { } service)
        {
            return new InProcessPlatform(service, AgentLink.New(folder.NewSocketPath()) with { EntersByHook = false }, time);
        }

        var need = PlatformNeed.Of(scenario);
        var inContainer = need.Decide(options.Target, scenario.Name, lack);
        if (!inContainer)
        {
            var assembly = await builds.AssemblyOfAsync(scenario.Target.Project!, cancellationToken).ConfigureAwait(false);
            var beside = need.DependenciesInContainers ? await OpenYardAsync(scenario, published: true, cancellationToken).ConfigureAwait(false) : null;
            return new ProcessPlatform(assembly, AgentLink.New(folder.NewSocketPath()), DiagnosticLink.New(folder), beside, time);
        }

        var image = await ImageOfAsync(scenario.Target, cancellationToken).ConfigureAwait(false);
        var yard = await OpenYardAsync(scenario, published: false, cancellationToken).ConfigureAwait(false);
        var meeting = ContainerMeeting.New(folder);
        return new ContainerPlatform(new ContainerTargetStarter(engine!, yard, meeting, image, time), yard, meeting, ExpectedKill.In(plan));
    }

    public async ValueTask DisposeAsync()
    {
        if (warden is not null)
        {
            await warden.DisposeAsync().ConfigureAwait(false);
        }

        if (reaper is not null)
        {
            await reaper.DisposeAsync().ConfigureAwait(false);
        }

        engine?.Dispose();
    }

    private async Task<ContainerYard> OpenYardAsync(Scenario scenario, bool published, CancellationToken cancellationToken)
    {
        var guard = await WardenAsync(cancellationToken).ConfigureAwait(false);
        var yard = await ContainerYard.OpenAsync(engine!, guard, cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var (name, spec) in scenario.Dependencies.Where(d => d.Value.IsContainer))
            {
                var image = await ImageOfAsync(spec.Image, spec.Dockerfile, cancellationToken).ConfigureAwait(false);
                await yard.AddAsync(name, spec, image, published, time, cancellationToken).ConfigureAwait(false);
            }

            return yard;
        }
        catch
        {
            await yard.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<ReadyImage> ImageOfAsync(TargetSpec target, CancellationToken cancellationToken)
    {
        if (target.Project is null)
        {
            return await ImageOfAsync(target.Image, target.Dockerfile, cancellationToken).ConfigureAwait(false);
        }

        var assembly = await builds.AssemblyOfAsync(target.Project, cancellationToken).ConfigureAwait(false);
        return await images!.OfProjectAsync(assembly, cancellationToken).ConfigureAwait(false);
    }

    private Task<ReadyImage> ImageOfAsync(string? name, string? dockerfile, CancellationToken cancellationToken) =>
        name is not null ? images!.OfNameAsync(name, cancellationToken) : images!.OfDockerfileAsync(dockerfile!, cancellationToken);

    /// <summary>Before the first container: should this process die, it removes them.</summary>
    private async Task<WardenProcess> WardenAsync(CancellationToken cancellationToken)
    {
        if (warden is null)
        {
            warden = await WardenProcess.StartAsync(engine!.Environment, time, cancellationToken).ConfigureAwait(false);
            reaper = await Reaper.TryStartAsync(engine, say, time, cancellationToken).ConfigureAwait(false);
        }

        return warden;
    }
}
