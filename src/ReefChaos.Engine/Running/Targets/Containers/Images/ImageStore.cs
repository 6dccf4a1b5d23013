using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Processes;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>The images that the engine has.</summary>
internal sealed class ImageStore(IDockerClient engine)
{
    /// <summary>Another runner on this engine may be between building an image and starting it.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(1);

    public async Task<ImageInspectResponse?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.Images.InspectImageAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await ListAsync([], cancellationToken).ConfigureAwait(false)).SelectMany(TagsOf)];

    public async Task<ImagesListResponse?> NewestOfAsync(string repository, CancellationToken cancellationToken) =>
        (await ListAsync([("reference", repository)], cancellationToken).ConfigureAwait(false)).MaxBy(i => i.Created);

    /// <summary>Of one repository, all but the image to keep; those that a container uses stay until the next time.</summary>
    public async Task RemoveOthersAsync(string repository, string keep, CancellationToken cancellationToken)
    {
        foreach (var image in await ListAsync([("reference", repository)], cancellationToken).ConfigureAwait(false))
        {
            foreach (var tag in TagsOf(image).Where(t => t != keep && t.StartsWith(repository + ":", StringComparison.Ordinal)))
            {
                await TryRemoveAsync(tag, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Of our images, those that an interrupted build left without a name, and those whose source is gone for good. Builds that go on are left alone.</summary>
    public async Task SweepAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var processes = new Procfs();
        foreach (var image in await ListAsync([("label", ImageLabels.Ours), ("dangling", "true")], cancellationToken).ConfigureAwait(false))
        {
            if (!(ImageBuilder.IsAtWork(image.Labels.TryGetValue(ImageLabels.Builder, out var builder) ? builder : null, processes) ?? IsNew(image)))
            {
                await TryRemoveAsync(image.ID, cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var image in await ListAsync([("label", ImageLabels.Source)], cancellationToken).ConfigureAwait(false))
        {
            if (!File.Exists(image.Labels[ImageLabels.Source]) && !IsNew(image))
            {
                foreach (var tag in TagsOf(image))
                {
                    await TryRemoveAsync(tag, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        bool IsNew(ImagesListResponse image) => new DateTimeOffset(image.Created.ToUniversalTime()) >= time.GetUtcNow() - Settled;
    }

    /// <summary>Removes an image unless it has a name, or something needs it.</summary>
    public async Task RemoveNamelessAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is { } image && image.RepoTags is null or { Count: 0 })
        {
            await TryRemoveAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task TryRemoveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Images.DeleteImageAsync(name, new ImageDeleteParameters(), cancellationToken).ConfigureAwait(false);
        }
        catch (DockerApiException)
        {
            // In use, or gone already.
        }
    }

    private async Task<IList<ImagesListResponse>> ListAsync((string Name, string Value)[] filters, CancellationToken cancellationToken) =>
        await engine.Images.ListImagesAsync(
            new ImagesListParameters
            {
                Filters = filters.ToDictionary(f => f.Name, f => (IDictionary<string, bool>)new Dictionary<string, bool> { [f.Value] = true }),
            },
            cancellationToken).ConfigureAwait(false);

    private static IEnumerable<string> TagsOf(ImagesListResponse image) => (image.RepoTags ?? []).Where(t => !t.StartsWith("<none>", StringComparison.Ordinal));
}
