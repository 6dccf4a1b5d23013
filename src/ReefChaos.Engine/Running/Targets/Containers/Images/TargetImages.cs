using System.Net;
using Docker.DotNet;
using Docker.DotNet.Models;
using ReefChaos.Engine.Reading;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>Gives images that are ready to start: found, pulled, or built. An image is built anew only when what it is made of changed.</summary>
/// <remarks>For one session, and one caller at a time. What was found stays found until the session's end.</remarks>
internal sealed class TargetImages
{
    private readonly IDockerClient engine;
    private readonly Action<string> say;
    private readonly ImageStore store;
    private readonly ImagePull pull;
    private readonly BaseImages bases;
    private readonly ImageBuild build;
    private readonly Dictionary<string, ReadyImage> ready = new(StringComparer.Ordinal);

    /// <param name="say">Told of long work, a line each.</param>
    public TargetImages(IDockerClient engine, Action<string> say, TimeProvider time)
    {
        this.engine = engine;
        this.say = say;
        store = new ImageStore(engine);
        pull = new ImagePull(engine, say, time);
        bases = new BaseImages(engine, store, pull, say, time);
        build = new ImageBuild(engine, store, time);
    }

    /// <summary>The Dockerfile for a project, and the scripts that make local base images.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "docker");

    /// <param name="assemblyPath">The main assembly of a built program; its folder goes into the image.</param>
    /// <exception cref="EnvironmentLacksException">There is no base image, the engine's disk is full, or the engine is gone.</exception>
    public Task<ReadyImage> OfProjectAsync(string assemblyPath, CancellationToken cancellationToken) => OnceAsync(assemblyPath, async () =>
    {
        var name = await BuiltAsync(
            Path.GetFileNameWithoutExtension(assemblyPath), Path.GetFullPath(assemblyPath), Path.Combine(Folder, "Dockerfile"), cancellationToken).ConfigureAwait(false);
        return new ReadyImage(name, [Path.GetFileName(assemblyPath)]);
    });

    /// <param name="dockerfile">Its folder is the build context.</param>
    /// <exception cref="InvalidInputException">There is no such file, or it cannot be built.</exception>
    /// <exception cref="EnvironmentLacksException">See <see cref="OfProjectAsync"/>.</exception>
    public Task<ReadyImage> OfDockerfileAsync(string dockerfile, CancellationToken cancellationToken) => OnceAsync(dockerfile, async () =>
    {
        var path = Path.GetFullPath(dockerfile);
        if (!File.Exists(path))
        {
            throw Refused(dockerfile, "There is no such Dockerfile.");
        }

        var title = new DirectoryInfo(Path.GetDirectoryName(path)!).Name;
        return new ReadyImage(await BuiltAsync(title, path, path, cancellationToken).ConfigureAwait(false), []);
    });

    /// <exception cref="InvalidInputException">There is no such image, or it is for another machine.</exception>
    /// <exception cref="EnvironmentLacksException">The engine's disk is full, or the engine is gone.</exception>
    public Task<ReadyImage> OfNameAsync(string image, CancellationToken cancellationToken) => OnceAsync(image, async () =>
    {
        if (await store.FindAsync(image, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            var why = await pull.TryAsync(image, cancellationToken).ConfigureAwait(false);
            found = (why is null ? await store.FindAsync(image, cancellationToken).ConfigureAwait(false) : null)
                ?? throw Refused(image, $"There is no such image in the container engine, and it cannot be pulled: {why}{await HintAsync(image, cancellationToken).ConfigureAwait(false)}");
        }

        await MustRunHereAsync(image, found, cancellationToken).ConfigureAwait(false);
        return new ReadyImage(image, []);
    });

    private async Task<string> BuiltAsync(string title, string source, string dockerfile, CancellationToken cancellationToken)
    {
        var (steps, context) = Read(source, dockerfile);
        var (ids, arguments) = await bases.EnsureAsync(dockerfile, steps, cancellationToken).ConfigureAwait(false);
        var repository = ImageName.RepositoryOf(title, source);
        var name = $"{repository}:{ImageName.TagOf([context.Hash, .. ids])}";
        if (await store.FindAsync(name, cancellationToken).ConfigureAwait(false) is null)
        {
            say($"building the image {name}");
            await build.RunAsync(new ImagePlan(source, dockerfile, steps, context, arguments), name, cancellationToken).ConfigureAwait(false);
            await store.RemoveOthersAsync(repository, name, cancellationToken).ConfigureAwait(false);
        }

        return name;
    }

    private static (Dockerfile Steps, BuildContext Context) Read(string source, string dockerfile)
    {
        try
        {
            return (Dockerfile.Parse(File.ReadAllText(dockerfile)), BuildContext.Of(Path.GetDirectoryName(source)!, dockerfile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(source, $"What the image is made of cannot be read: {e.Message}");
        }
    }

    /// <summary>An emulated processor would be measured, not the target.</summary>
    private async Task MustRunHereAsync(string name, ImageInspectResponse image, CancellationToken cancellationToken)
    {
        var here = await engine.System.GetVersionAsync(cancellationToken).ConfigureAwait(false);
        if (image.Architecture is { Length: > 0 } other && other != here.Arch)
        {
            throw Refused(name, $"The image is for {image.Os}/{other}, and the container engine runs {here.Os}/{here.Arch}. Build or pull it for {here.Arch}.");
        }
    }

    private async Task<string> HintAsync(string image, CancellationToken cancellationToken) =>
        NearestName.Hint(image, await store.NamesAsync(cancellationToken).ConfigureAwait(false));

    private async Task<ReadyImage> OnceAsync(string key, Func<Task<ReadyImage>> make)
    {
        if (ready.TryGetValue(key, out var known))
        {
            return known;
        }

        try
        {
            return ready[key] = await make().ConfigureAwait(false);
        }
        catch (DockerApiException e) when (e.StatusCode == HttpStatusCode.BadRequest)
        {
            throw Refused(key, $"The container engine does not take it: {EngineWords.Of(e)}");
        }
        catch (DockerApiException e)
        {
            throw EngineWords.DiskIsFull(EngineWords.Of(e)) ?? new EnvironmentLacksException($"The container engine refused to give an image for {key}: {EngineWords.Of(e)}", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw new EnvironmentLacksException($"The container engine no longer answers: {e.Message}", e);
        }
    }

    private static InvalidInputException Refused(string what, string why) => new([new Problem(what, 0, 0, why)]);
}
