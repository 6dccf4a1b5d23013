using DotNet.Testcontainers.Containers;
using ReefChaos.Engine.Running.Targets.Limits;
using ReefChaos.Histories;
using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>A target that is a container. It may die and come back, where a fault of the plan kills it.</summary>
internal sealed class ContainerTarget : ITarget
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly ContainerEngine engine;
    private readonly IContainer container;
    private readonly LimitsSpec limits;
    private readonly ContainerLog log;
    private readonly ContainerLife life;
    private int disposed;

    public ContainerTarget(ContainerEngine engine, IContainer container, Uri baseAddress, LimitsSpec limits, string log, ExpectedKill? kill, TimeProvider time)
    {
        this.engine = engine;
        this.container = container;
        this.limits = limits;
        this.log = new ContainerLog(engine, log);
        life = new ContainerLife(engine, this.log, kill, time);
        BaseAddress = baseAddress;
    }

    public Uri BaseAddress { get; }

    public int ProcessId => life.ProcessId;

    public string Kind => "container";

    public (string Rung, string Enforced) Limits => limits is { Cpus: null, Memory: null }
        ? ("none", "no limits are asked for")
        : ("docker", LimitText.Of(limits, "the container engine"));

    public Task<TargetEnd> Exited => life.Ended;

    public string LastOutput => log.Tail;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await container.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ContainerNotRunningException)
        {
            // It ended at once: how, its life tells.
        }

        await life.BeginAsync(container.Id, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<Entry>> LookAsync(double at, CancellationToken cancellationToken)
    {
        var entries = life.EntriesSince(at);
        try
        {
            return await ContainerStats.OfAsync(engine, container.Id, cancellationToken).ConfigureAwait(false) is { } stats
                ? [.. entries, stats.Sample(at), stats.Use(at, limits)]
                : entries;
        }
        catch (Exception e) when (EngineProblem.IsOne(e))
        {
            return entries;
        }
    }

    /// <summary>Ends it in peace; one that never started is the yard's to remove.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return;
        }

        await life.DisposeAsync().ConfigureAwait(false);
        if (life.Id is { } id)
        {
            await Removal.OfContainerAsync(engine, id, Grace).ConfigureAwait(false);
        }

        await log.DisposeAsync().ConfigureAwait(false);
    }
}
