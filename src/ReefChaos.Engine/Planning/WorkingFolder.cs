using ReefChaos.Scenarios;

namespace ReefChaos.Engine.Planning;

/// <summary>A scenario names projects and Dockerfiles as they are seen from a folder, which need not be the one that its host works in.</summary>
internal static class WorkingFolder
{
    /// <param name="folder">Empty leaves the paths to the working folder of this process.</param>
    public static Scenario SeenFrom(this Scenario scenario, string folder) => folder.Length == 0 ? scenario : scenario with
    {
        Target = scenario.Target with { Project = In(folder, scenario.Target.Project), Dockerfile = In(folder, scenario.Target.Dockerfile) },
        Dependencies = scenario.Dependencies.ToDictionary(d => d.Key, d => d.Value with { Dockerfile = In(folder, d.Value.Dockerfile) }),
    };

    private static string? In(string folder, string? path) => path is null ? null : Path.GetFullPath(Path.Combine(folder, path));
}
