namespace ReefChaos.Engine.Reading;

public static class ScenarioFiles
{
    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>The files in the order given, those of a folder by ordinal name and without its subfolders; a file named twice is taken once.</summary>
    /// <remarks>A file that cannot be read is no problem here: reading it gives its problems.</remarks>
    public static (IReadOnlyList<string> Files, IReadOnlyList<Problem> Problems) Find(IReadOnlyList<string> pathsOrFolders)
    {
        var files = new List<string>();
        var problems = new List<Problem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in pathsOrFolders)
        {
            var found = FilesOf(path, problems);
            files.AddRange(found.Where(file => seen.Add(Path.GetFullPath(file))));
        }

        problems.AddRange(TwiceNamed(files));
        return (files, problems);
    }

    private static List<string> FilesOf(string path, List<Problem> problems)
    {
        if (!Directory.Exists(path))
        {
            if (!File.Exists(path))
            {
                problems.Add(new Problem(path, 0, 0, "there is no such file or folder; check the path"));
                return [];
            }

            return [path];
        }

        try
        {
            var files = Directory.EnumerateFiles(path).Where(f => Endings.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0)
            {
                problems.Add(new Problem(path, 0, 0, "the folder has no scenario, which is a file ending in .yaml or .yml; subfolders are not looked at"));
            }

            return files;
        }
        catch (UnauthorizedAccessException e)
        {
            problems.Add(new Problem(path, 0, 0, $"cannot be read: {e.Message}"));
            return [];
        }
    }

    /// <summary>Run folders and reports are named by the scenario, so a name stands for one file.</summary>
    private static IEnumerable<Problem> TwiceNamed(IReadOnlyList<string> files)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var read in files.Select(ScenarioReader.Read))
        {
            if (read.Scenario is { } scenario && !first.TryAdd(scenario.Name, read.Path))
            {
                var place = read.Places.Of("scenario");
                yield return new Problem(
                    read.Path, place.Line, place.Column, $"the name '{scenario.Name}' is that of {first[scenario.Name]} too; give this scenario another");
            }
        }
    }
}
