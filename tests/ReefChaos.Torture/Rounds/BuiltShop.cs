using System.Diagnostics;

namespace ReefChaos.Torture.Rounds;

/// <summary>The sample shop, built once for many runs beside each other: builds of one project do not go beside each other.</summary>
internal static class BuiltShop
{
    /// <summary>The shop's own project, in the repository's folder.</summary>
    public const string Project = "src/ReefChaos.Shop";

    /// <param name="folder">Gets a project that says where the built shop is, and has nothing left to build.</param>
    /// <returns>That project's file.</returns>
    /// <exception cref="InvalidOperationException">The shop does not build.</exception>
    public static async Task<string> LayAsync(string folder, CancellationToken cancellationToken)
    {
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", Project, "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary", "-nodeReuse:false"]))!;
        await build.WaitForExitAsync(cancellationToken);
        var program = Path.GetFullPath(Path.Combine(Project, "bin", "Release", "net10.0", "ReefChaos.Shop.dll"));
        if (build.ExitCode != 0 || !File.Exists(program))
        {
            throw new InvalidOperationException($"{Project} cannot be built. Start this program in the repository's folder.");
        }

        var project = Path.Combine(folder, "Shop.proj");
        await File.WriteAllTextAsync(project, $"""
            <Project>
              <PropertyGroup>
                <TargetPath>{program}</TargetPath>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <Target Name="Restore" />
              <Target Name="Build" />
            </Project>
            """, cancellationToken);
        return project;
    }
}
