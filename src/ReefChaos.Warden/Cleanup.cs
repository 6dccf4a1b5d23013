using ReefChaos.Warden.Containers;

namespace ReefChaos.Warden;

/// <summary>Removes every container and network of the runner, also those that the engine was still making when the runner died.</summary>
internal sealed class Cleanup(IContainers containers, TimeProvider time)
{
    /// <summary>What is left after it is for the next runner's sweep.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>An engine that is gone is not waited for.</summary>
    private const int MostFailures = 5;

    /// <summary>Looks again until a look finds nothing. Never throws.</summary>
    public async Task RunAsync()
    {
        using var limit = new CancellationTokenSource(Limit, time);
        var failures = 0;
        try
        {
            while (failures < MostFailures)
            {
                try
                {
                    if (!await RemoveAsync(limit.Token).ConfigureAwait(false))
                    {
                        return;
                    }
                }
                catch (RefusedException e)
                {
                    failures++;
                    Console.Error.WriteLine(e.Message);
                }

                await Task.Delay(Pause, time, limit.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"The warden could not remove all within {Limit.TotalSeconds:0} s.");
        }
    }

    /// <summary>Whether there was something. Networks go last: they can't while a container is on them.</summary>
    private async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        var owned = await containers.OwnedAsync(cancellationToken).ConfigureAwait(false);
        var networks = await containers.OwnedNetworksAsync(cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(owned.Select(id => TryAsync(containers.RemoveAsync(id, cancellationToken)))).ConfigureAwait(false);
        await Task.WhenAll(networks.Select(id => TryAsync(containers.RemoveNetworkAsync(id, cancellationToken)))).ConfigureAwait(false);
        return owned.Count + networks.Count > 0;
    }

    /// <summary>What is gone already, or is being removed by somebody else, shows at the next look.</summary>
    private static async Task TryAsync(Task removal)
    {
        try
        {
            await removal.ConfigureAwait(false);
        }
        catch (RefusedException)
        {
            // See above.
        }
    }
}
