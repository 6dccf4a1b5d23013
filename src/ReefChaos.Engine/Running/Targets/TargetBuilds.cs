namespace ReefChaos.Engine.Running.Targets;

/// <summary>Builds each project once a session.</summary>
internal sealed class TargetBuilds(Action<string> say)
{
    private readonly Dictionary<string, string> assemblies = new(StringComparer.Ordinal);

    /// <summary>The target's main assembly.</summary>
    /// <exception cref="InvalidInputException">The project does not build.</exception>
    public async Task<string> AssemblyOfAsync(string project, CancellationToken cancellationToken)
    {
        if (!assemblies.TryGetValue(project, out var assembly))
        {
            say($"building {project}");
            assembly = assemblies[project] = await TargetBuild.BuildAsync(project, cancellationToken).ConfigureAwait(false);
        }

        return assembly;
    }
}
