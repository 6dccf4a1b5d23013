using System.Xml;
using System.Xml.Linq;
using ReefChaos.Engine;

namespace ReefChaos.Cli.Init;

/// <summary>The project of the service that is to be tested, and the folder that gets the tests.</summary>
/// <param name="Root">As it was named.</param>
internal sealed record ServiceProject(string Root, string File)
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules"];

    public string Folder => Path.GetDirectoryName(File)!;

    public string RelativePath => Slashed(Path.GetRelativePath(Root, File));

    /// <summary>Its folder is the one that gets the tests, whose files its build would take for its own.</summary>
    public bool LiesInRoot => Path.GetFullPath(Root).TrimEnd(Path.DirectorySeparatorChar) == Folder;

    /// <param name="project">Seen from the root; null to look for the one that is a service.</param>
    /// <exception cref="InvalidInputException">There is none, there are several, or it is no ASP.NET Core service.</exception>
    public static ServiceProject Find(string root, string? project)
    {
        if (!Directory.Exists(root))
        {
            throw Refused(root, System.IO.File.Exists(root) ? "this is a file; name the folder that it is in" : "there is no such folder; check the path");
        }

        if (project is not null)
        {
            var named = Path.GetFullPath(Path.Combine(root, project));
            return System.IO.File.Exists(named)
                ? IsService(named) ? new ServiceProject(root, named) : throw NoService(root, [named])
                : throw Refused(project, $"there is no such project file in {root}; check the path");
        }

        var all = Below(root).Order(StringComparer.Ordinal).ToList();
        var services = all.Where(IsService).ToList();
        return services.Count switch
        {
            1 => new ServiceProject(root, services[0]),
            0 => throw NoService(root, all),
            _ => throw Refused(root, $"there are several services: {Names(root, services)}; name one with --project, such as --project {Names(root, [services[0]])}"),
        };
    }

    /// <summary>The file and, as far as they are there, the projects that it references, and those that these reference.</summary>
    public IReadOnlyList<string> WithReferences()
    {
        var found = new List<string> { File };
        for (var i = 0; i < found.Count; i++)
        {
            var folder = Path.GetDirectoryName(found[i])!;
            found.AddRange(Read(found[i]).Descendants().Where(e => e.Name.LocalName == "ProjectReference")
                .Select(r => Path.GetFullPath(Path.Combine(folder, ((string?)r.Attribute("Include") ?? "").Replace('\\', '/'))))
                .Where(f => System.IO.File.Exists(f) && !found.Contains(f)));
        }

        return found;
    }

    public static string Slashed(string path) => path.Replace('\\', '/');

    /// <summary>Without what a build makes, without hidden folders, and without links, which may lead in a circle.</summary>
    public static IEnumerable<string> FoldersBelow(string folder) => new DirectoryInfo(folder).EnumerateDirectories()
        .Where(d => !d.Name.StartsWith('.') && !Skipped.Contains(d.Name) && d.LinkTarget is null).Select(d => d.FullName);

    private static List<string> Below(string root)
    {
        try
        {
            var found = new List<string>();
            var folders = new Queue<string>([Path.GetFullPath(root)]);
            while (folders.TryDequeue(out var folder))
            {
                found.AddRange(Directory.EnumerateFiles(folder, "*.csproj"));
                foreach (var below in FoldersBelow(folder))
                {
                    folders.Enqueue(below);
                }
            }

            return found;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Refused(root, $"cannot be read: {e.Message}");
        }
    }

    private static bool IsService(string file)
    {
        var project = Read(file);
        var isTest = project.Descendants().Any(e =>
            e.Name.LocalName == "PackageReference" && ((string?)e.Attribute("Include") ?? "").StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
            || e.Name.LocalName == "PackageReference" && (string?)e.Attribute("Include") == "Microsoft.NET.Test.Sdk");
        return !isTest && (Sdk(project) == "Microsoft.NET.Sdk.Web" || IsExe(project) && project.Descendants().Any(e =>
            e.Name.LocalName == "FrameworkReference" && (string?)e.Attribute("Include") == "Microsoft.AspNetCore.App"));
    }

    private static bool IsExe(XDocument project) => project.Descendants().Any(e => e.Name.LocalName == "OutputType" && e.Value.Trim() == "Exe");

    private static string Sdk(XDocument project) => ((string?)project.Root!.Attribute("Sdk") ?? "").Split('/')[0];

    private static XDocument Read(string file)
    {
        try
        {
            return XDocument.Load(file);
        }
        catch (XmlException e)
        {
            throw new InvalidInputException([new Problem(file, e.LineNumber, e.LinePosition, $"this is no project file: {e.Message}")]);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Refused(file, $"cannot be read: {e.Message}");
        }
    }

    private static InvalidInputException NoService(string root, IReadOnlyList<string> all) => all.Count == 0
        ? Refused(root, "there is no C# project in this folder or below; name the folder of the service's project")
        : Refused(root, $"no project references ASP.NET Core ({string.Join(", ", all.Select(f => $"{Names(root, [f])} has the Sdk '{Sdk(Read(f))}'"))}); "
            + "ReefChaos tests a service over HTTP, whose project has Sdk=\"Microsoft.NET.Sdk.Web\"");

    private static string Names(string root, IEnumerable<string> files) => string.Join(", ", files.Select(f => Slashed(Path.GetRelativePath(root, f))));

    private static InvalidInputException Refused(string what, string why) => new([new Problem(what, 0, 0, why)]);
}
