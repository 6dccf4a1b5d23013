using Docker.DotNet;
using Docker.DotNet.Models;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>Pulls images, and remembers for the session which registries do not answer.</summary>
/// <remarks>Limit: it knows no passwords of private registries. What somebody pulled by hand need not be pulled.</remarks>
internal sealed class ImagePull(IDockerClient engine, Action<string> say, TimeProvider time)
{
    /// <summary>Until the registry's first word. Machines without a registry should not wait for one.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, string> silent = new(StringComparer.Ordinal);

    /// <returns>Why it failed, in the engine's words; null where the image is in the engine now.</returns>
    /// <exception cref="EnvironmentLacksException">The engine's disk is full.</exception>
    public async Task<string?> TryAsync(string name, CancellationToken cancellationToken)
    {
        var registry = ImageName.RegistryOf(name);
        if (silent.TryGetValue(registry, out var known))
        {
            return known;
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var messages = new BuildMessages(first: () =>
        {
            patience.CancelAfter(Limit);
            say($"pulling the image {name}");
        });
        try
        {
            await engine.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = ImageName.WithTag(name) }, new AuthConfig(), messages, either.Token).ConfigureAwait(false);
            return messages.Error is { } error ? Failed(error) : null;
        }
        catch (DockerApiException e)
        {
            var why = Failed(EngineWords.Of(e));
            return e.StatusCode == System.Net.HttpStatusCode.InternalServerError ? silent[registry] = why : why;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return silent[registry] = messages.Any
                ? $"it is not there after {Limit.TotalMinutes:0} minutes"
                : $"its registry did not answer within {Patience.TotalSeconds:0} s";
        }
    }

    private static string Failed(string why) => EngineWords.DiskIsFull(why) is { } full ? throw full : why;
}
