using System.Text.Json;
using ReefChaos.Cli.Init.Reading;
using ReefChaos.Engine;

namespace ReefChaos.Cli.Init;

/// <param name="Path">Seen from the folder that gets the tests.</param>
internal sealed record DraftFile(string Path, string Text);

/// <summary>All that is to be written for a service, before anything is.</summary>
internal sealed class Draft
{
    private const string Workflow = ".github/workflows/chaos.yml";
    private const string Profiles = "nbomber-config.json";
    private const string BuildProps = "Directory.Build.props";

    private readonly string root;

    private Draft(string root, IReadOnlyList<DraftFile> files, IReadOnlyList<string> notes)
    {
        this.root = root;
        Files = files;
        Notes = notes;
    }

    public IReadOnlyList<DraftFile> Files { get; }

    /// <summary>What the reader should know of what was not written, or was written on an assumption.</summary>
    public IReadOnlyList<string> Notes { get; }

    public static Draft Of(ServiceProject service, ServiceFacts facts)
    {
        var routes = facts.Routes.Where(r => r.IsPlainGet).Select(r => r.Path).Distinct().ToList();
        var route = routes.FirstOrDefault(DraftScenarios.CanName, "/");
        var scenarios = DraftScenarios.Of(facts, route);
        var repository = RepositoryOf(service.Root);
        var fills = new Dictionary<string, string>
        {
            ["SERVICE_PROJECT"] = service.RelativePath,
            ["SERVICE_ROUTE"] = route,
            ["REEFCHAOS_VERSION"] = TemplateFiles.Version,
            ["WORKING_FOLDER"] = ServiceProject.Slashed(Path.GetRelativePath(repository, Path.GetFullPath(service.Root))),
        };
        IEnumerable<DraftFile> files =
        [
            .. scenarios.Files,
            new(Profiles, Requesting(TemplateFiles.All[Profiles], routes)),
            .. TemplateFiles.All.Where(f => f.Key.StartsWith("chaos/", StringComparison.Ordinal)).Select(f => new DraftFile(f.Key, f.Value)),
            new(ServiceProject.Slashed(Path.GetRelativePath(service.Root, Path.Combine(repository, Workflow))), TemplateFiles.All[Workflow]),
            .. service.LiesInRoot && !KnowsTheTests(service.Root) ? [new DraftFile(BuildProps, TemplateFiles.All[BuildProps])] : (DraftFile[])[],
        ];
        return new Draft(service.Root, [.. files.Select(f => f with { Text = fills.Aggregate(f.Text, (text, fill) => text.Replace(fill.Key, fill.Value, StringComparison.Ordinal)) })],
            [.. scenarios.Notes, .. NotesOn(facts, routes)]);
    }

    /// <summary>The files that are there already.</summary>
    public IReadOnlyList<string> Existing() => [.. Files.Select(f => Path.Combine(root, f.Path)).Where(f => File.Exists(f) || Directory.Exists(f))];

    /// <summary>All of it or, where that fails, nothing.</summary>
    /// <exception cref="EnvironmentLacksException">A file cannot be written.</exception>
    public void Write()
    {
        var written = new List<string>();
        try
        {
            foreach (var file in Files)
            {
                var path = Path.Combine(root, file.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var stream = new FileStream(path, FileMode.CreateNew);
                written.Add(path);
                using var writer = new StreamWriter(stream);
                writer.Write(file.Text);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            written.ForEach(File.Delete);
            throw new EnvironmentLacksException($"The files cannot be written to {root}: {e.Message}", e);
        }
    }

    /// <summary>A request for each route, in place of the one.</summary>
    private static string Requesting(string profiles, IReadOnlyList<string> routes)
    {
        var one = profiles.Split('\n').Single(l => l.Contains("SERVICE_ROUTE", StringComparison.Ordinal));
        return routes.Count == 0 ? profiles : profiles.Replace(one, string.Join(",\n", routes.Select(r =>
            one.Replace("SERVICE_ROUTE", JsonEncodedText.Encode(r).ToString(), StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    private static IEnumerable<string> NotesOn(ServiceFacts facts, IReadOnlyList<string> routes)
    {
        if (routes.Count == 0)
        {
            yield return $"no GET route without parameters was found: put requests that the service answers into {Profiles}";
        }

        if (facts.Routes.Where(r => !r.IsPlainGet).ToList() is { Count: > 0 } others)
        {
            yield return $"not in the load, since a body, a parameter or a login is wanted, or since they are for operators: {string.Join(", ", others.Select(r => $"{r.Method} {r.Path}"))}; add them to {Profiles}";
        }

        yield return "no scenario has a control arm yet: one that switches the defences off proves that its fault bites (control: in each file)";
    }

    /// <summary>GitHub reads workflows at the root of a repository only.</summary>
    private static string RepositoryOf(string root)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(root)); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return folder.FullName;
            }
        }

        return Path.GetFullPath(root);
    }

    private static bool KnowsTheTests(string root) =>
        File.Exists(Path.Combine(root, BuildProps)) && File.ReadAllText(Path.Combine(root, BuildProps)).Contains("chaos/**", StringComparison.Ordinal);
}
