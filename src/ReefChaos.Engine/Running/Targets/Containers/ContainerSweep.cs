using Docker.DotNet.Models;
using ReefChaos.Engine.Running.Targets.Containers.Images;
using ReefChaos.Processes;
using ReefChaos.Wire;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Removes the containers and networks that dead runners left, and images that nobody needs any more. It never touches what a living runner owns.</summary>
internal static class ContainerSweep
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Procfs Processes = new();

    /// <summary>Tells what it removed, a line each. It never throws: what cannot be removed now is left to the next sweep.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(ContainerEngine engine, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var removed = new List<string>();
        try
        {
            await ContainersAsync(engine, removed, either.Token).ConfigureAwait(false);
            await NetworksAsync(engine, removed, either.Token).ConfigureAwait(false);
            await new ImageStore(engine.Client).SweepAsync(time, either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The next sweep tries again.
        }

        return removed;
    }

    private static async Task ContainersAsync(ContainerEngine engine, List<string> removed, CancellationToken cancellationToken)
    {
        var parameters = new ContainersListParameters { All = true, Filters = OfOurs() };
        foreach (var container in await engine.Client.Containers.ListContainersAsync(parameters, cancellationToken).ConfigureAwait(false))
        {
            if (IsAbandoned(container.Labels) && await Removal.OfContainerAsync(engine, container.ID, TimeSpan.Zero).ConfigureAwait(false))
            {
                removed.Add($"container {container.Names.FirstOrDefault() ?? container.ID} of a dead runner");
            }
        }
    }

    private static async Task NetworksAsync(ContainerEngine engine, List<string> removed, CancellationToken cancellationToken)
    {
        var parameters = new NetworksListParameters { Filters = OfOurs() };
        foreach (var network in await engine.Client.Networks.ListNetworksAsync(parameters, cancellationToken).ConfigureAwait(false))
        {
            if (IsAbandoned(network.Labels) && await Removal.OfNetworkAsync(engine, network.ID).ConfigureAwait(false))
            {
                removed.Add($"network {network.Name} of a dead runner");
            }
        }
    }

    /// <summary>Process ids of another namespace, such as a runner's in a container, tell nothing here.</summary>
    private static bool IsAbandoned(IDictionary<string, string> labels) =>
        labels.TryGetValue(ContainerLabels.ProcessIds, out var space) && space == Processes.OwnProcessIdSpace
        && Owner.Parse(labels[ContainerLabels.Owner]) is { } owner && !owner.Lives(Processes);

    private static Dictionary<string, IDictionary<string, bool>> OfOurs() =>
        new() { ["label"] = new Dictionary<string, bool> { [ContainerLabels.Owner] = true } };
}
