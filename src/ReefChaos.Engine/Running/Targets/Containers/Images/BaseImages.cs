using System.ComponentModel;
using Docker.DotNet;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>Sees to it that the images which a Dockerfile stands on are in the engine.</summary>
/// <remarks>
/// A script <c>base-image</c> beside the Dockerfile prints the name of an image to take as its <c>BASE_IMAGE</c>. It runs only
/// where the default one is not in the engine and cannot be pulled.
/// </remarks>
internal sealed class BaseImages(IDockerClient engine, ImageStore store, ImagePull pull, Action<string> say, TimeProvider time)
{
    public const string Script = "base-image";

    private static readonly TimeSpan ScriptLimit = TimeSpan.FromMinutes(2);

    /// <returns>The id of each base, and the build arguments that put another one in.</returns>
    /// <exception cref="EnvironmentLacksException">A base is not in the engine, cannot be pulled, and has no stand-in.</exception>
    public async Task<(IReadOnlyList<string> Ids, IReadOnlyDictionary<string, string> Arguments)> EnsureAsync(
        string path, Dockerfile dockerfile, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in dockerfile.Bases)
        {
            var image = await store.FindAsync(name, cancellationToken).ConfigureAwait(false);
            if (image is null && await pull.TryAsync(name, cancellationToken).ConfigureAwait(false) is { } why)
            {
                arguments[Dockerfile.BaseArgument] = await StandInAsync(path, name, name == dockerfile.DefaultBase, why, cancellationToken).ConfigureAwait(false);
            }

            image ??= await store.FindAsync(arguments.GetValueOrDefault(Dockerfile.BaseArgument, name), cancellationToken).ConfigureAwait(false);
            ids.Add(image?.ID ?? throw new EnvironmentLacksException($"The image {name}, on which {path} stands, vanished from the container engine."));
        }

        return (ids, arguments);
    }

    private async Task<string> StandInAsync(string dockerfile, string name, bool replaceable, string why, CancellationToken cancellationToken)
    {
        var script = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(dockerfile))!, Script);
        if (!replaceable || !File.Exists(script))
        {
            throw new EnvironmentLacksException(
                $"The image {name}, on which {dockerfile} stands, is not in the container engine and cannot be pulled: {why}. "
                + $"Load it ('docker load'), or begin the Dockerfile with 'ARG {Dockerfile.BaseArgument}={name}', and put a script '{Script}' beside it that prints the name of another.");
        }

        say($"the image {name} cannot be pulled ({why}): a local base image takes its place, by {script}");
        var result = await RunAsync(script, cancellationToken).ConfigureAwait(false);
        return result.ExitCode == 0 && result.Output.Trim() is { Length: > 0 } image
            ? image
            : throw EngineWords.DiskIsFull(result.Errors.Trim()) ?? new EnvironmentLacksException($"The image {name} cannot be pulled ({why}), and {script} made no other: {result.Errors.Trim()}");
    }

    /// <summary>By <c>sh</c>: not every way of installing us keeps the file executable. It must use our engine and our .NET.</summary>
    private async Task<CommandResult> RunAsync(string script, CancellationToken cancellationToken)
    {
        try
        {
            return await Command.RunAsync(
                "env", [$"DOCKER_HOST={engine.Options.Endpoint}", $"DOTNET_HOST_PATH={Programs.Dotnet}", "sh", script], ScriptLimit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or Win32Exception)
        {
            throw new EnvironmentLacksException($"A local base image cannot be made: {e.Message}", e);
        }
    }
}
