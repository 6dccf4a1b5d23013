using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Running.Targets;

/// <summary>Builds the target's project, and finds what to run.</summary>
public static partial class TargetBuild
{
    private const int MaxProblems = 10;
    private static readonly TimeSpan Building = TimeSpan.FromMinutes(10);

    [GeneratedRegex(@"^\s*(?<file>[^(:]+?)(\((?<line>\d+),(?<column>\d+)[^)]*\))?\s*:\s*error\s+(?<text>.+?)\s*(\[[^\[\]]*\])?\s*$", RegexOptions.Multiline)]
    private static partial Regex Errors();

    /// <summary>Gives the path of the built assembly, to be run by <c>dotnet</c>.</summary>
    /// <param name="projectPath">A project file, or a folder with exactly one.</param>
    /// <exception cref="InvalidInputException">There is no such project, it does not build, or it is not a program.</exception>
    /// <exception cref="EnvironmentLacksException">There is no .NET SDK, or the build does not end.</exception>
    public static async Task<string> BuildAsync(string projectPath, CancellationToken cancellationToken)
    {
        var project = Find(projectPath);
        var built = await DotnetAsync(
            ["build", project, "-t:Build", "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary", "-p:UseSharedCompilation=false",
                "-getProperty:TargetPath,OutputType,TargetFramework"], cancellationToken).ConfigureAwait(false);
        if (built.ExitCode != 0)
        {
            throw new InvalidInputException(ProblemsIn(project, built.Errors));
        }

        var assembly = AssemblyIn(project, built.Output);
        return !File.Exists(assembly) ? throw Refused(project, $"The build succeeded and did not make {assembly}.")
            : HasAspNetCore(assembly) ? assembly
            : throw Refused(project, "The project has no reference to ASP.NET Core: give it Sdk=\"Microsoft.NET.Sdk.Web\", or add <FrameworkReference Include=\"Microsoft.AspNetCore.App\" />.");
    }

    /// <summary>As the build left it for the host that starts the program; without such a file nothing is known.</summary>
    private static bool HasAspNetCore(string assembly)
    {
        var file = Path.ChangeExtension(assembly, ".runtimeconfig.json");
        return !File.Exists(file) || File.ReadAllText(file).Contains("\"Microsoft.AspNetCore.App\"", StringComparison.Ordinal);
    }

    internal static string Find(string projectPath)
    {
        var path = Path.GetFullPath(projectPath);
        if (File.Exists(path))
        {
            return path.EndsWith("proj", StringComparison.OrdinalIgnoreCase) ? path : throw Refused(projectPath, "This is not a project file.");
        }

        string[] projects = Directory.Exists(path) ? Directory.GetFiles(path, "*.??proj") : throw Refused(projectPath, "There is no such project file or folder.");
        return projects.Length switch
        {
            1 => projects[0],
            0 => throw Refused(projectPath, "There is no project file in this folder."),
            _ => throw Refused(projectPath, $"There are several project files in this folder ({string.Join(", ", projects.Select(Path.GetFileName).Order())}): name one."),
        };
    }

    internal static IReadOnlyList<Problem> ProblemsIn(string project, string output)
    {
        var problems = Errors().Matches(output).Select(m => new Problem(
            m.Groups["file"].Value, Number(m.Groups["line"]), Number(m.Groups["column"]), m.Groups["text"].Value)).Distinct().Take(MaxProblems).ToList();
        return problems.Count > 0 ? problems : [new Problem(project, 0, 0, $"The project does not build: {output.Trim()}")];
    }

    /// <param name="output">Properties as MSBuild prints them; on its first day the SDK greets before it.</param>
    private static string AssemblyIn(string project, string output)
    {
        using var json = JsonDocument.Parse(output.AsMemory(output.IndexOf('{', StringComparison.Ordinal)));
        var values = json.RootElement.GetProperty("Properties");
        string Property(string name) => values.GetProperty(name).GetString() ?? "";
        if (Property("TargetFramework").Length == 0)
        {
            throw Refused(project, "The project targets several frameworks, or none: give it one TargetFramework.");
        }

        return Property("OutputType").EndsWith("Exe", StringComparison.OrdinalIgnoreCase)
            ? Property("TargetPath")
            : throw Refused(project, $"The project makes a {Property("OutputType")}, not a program that can be started.");
    }

    private static async Task<CommandResult> DotnetAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await Command.RunAsync(Programs.Dotnet, arguments, Building, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new EnvironmentLacksException($"The target's build takes too long: {e.Message}", e);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new EnvironmentLacksException("The .NET SDK is needed to build the target, and 'dotnet' cannot be started. Install it, or set DOTNET_ROOT.", e);
        }
    }

    private static InvalidInputException Refused(string project, string why) => new([new Problem(project, 0, 0, why)]);

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;
}
