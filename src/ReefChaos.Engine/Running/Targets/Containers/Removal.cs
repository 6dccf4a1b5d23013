using Docker.DotNet.Models;

namespace ReefChaos.Engine.Running.Targets.Containers;

/// <summary>Removes from the engine what a run no longer needs. What is gone already is no problem.</summary>
internal static class Removal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="grace">For the container to end by itself; none kills it at once.</param>
    /// <returns>Whether it was this call that removed it.</returns>
    public static async Task<bool> OfContainerAsync(ContainerEngine engine, string id, TimeSpan grace)
    {
        using var late = new CancellationTokenSource(Patience);
        if (grace > TimeSpan.Zero)
        {
            var stop = new ContainerStopParameters { WaitBeforeKillSeconds = (uint)grace.TotalSeconds };
            await UnlessGoneAsync(() => engine.Client.Containers.StopContainerAsync(id, stop, late.Token)).ConfigureAwait(false);
        }

        var force = new ContainerRemoveParameters { Force = true, RemoveVolumes = true };
        return await UnlessGoneAsync(() => engine.Client.Containers.RemoveContainerAsync(id, force, late.Token)).ConfigureAwait(false);
    }

    /// <returns>Whether it was this call that removed it.</returns>
    public static async Task<bool> OfNetworkAsync(ContainerEngine engine, string name)
    {
        using var late = new CancellationTokenSource(Patience);
        return await UnlessGoneAsync(() => engine.Client.Networks.DeleteNetworkAsync(name, late.Token)).ConfigureAwait(false);
    }

    /// <summary>Never throws: the warden and the next sweep remove what stays.</summary>
    private static async Task<bool> UnlessGoneAsync(Func<Task> remove)
    {
        try
        {
            await remove().ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (EngineProblem.IsOne(e) || e is OperationCanceledException)
        {
            return false;
        }
    }
}
