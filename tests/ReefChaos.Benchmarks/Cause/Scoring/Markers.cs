using System.Text.RegularExpressions;

namespace ReefChaos.Benchmarks.Cause.Scoring;

/// <summary>
/// Finds the marked lines of the patients' sources, so that no number goes stale. The method is the nearest declaration above, or on, the
/// marked line, by the indentation that the formatter gives it.
/// </summary>
internal static partial class Markers
{
    public static IReadOnlyList<Site> In(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(folder, f).Replace('\\', '/'), Full: f))
            .Where(f => !f.Path.StartsWith("bin/", StringComparison.Ordinal) && !f.Path.StartsWith("obj/", StringComparison.Ordinal))
            .OrderBy(f => f.Path, StringComparer.Ordinal)
            .SelectMany(f => Of(f.Path, File.ReadAllLines(f.Full))),
    ];

    public static IEnumerable<Site> Of(string file, IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (Marker().Match(lines[i]) is { Success: true } found)
            {
                yield return new Site(found.Groups["variant"].Value, found.Groups["mode"].Value, MethodAt(lines, i), file, i + 1, found.Groups["word"].Value == "also");
            }
        }
    }

    private static string MethodAt(IReadOnlyList<string> lines, int at)
    {
        for (var i = at; i >= 0; i--)
        {
            if (Member().Match(lines[i]) is { Success: true } member)
            {
                var type = TypeAt(lines, i, member.Groups["indent"].Length);
                var name = member.Groups["name"].Value;
                return $"{type}.{(name == type ? ".ctor" : name)}";
            }
        }

        return "";
    }

    /// <summary>The type whose members stand at this indentation.</summary>
    private static string TypeAt(IReadOnlyList<string> lines, int member, int indent)
    {
        for (var i = member; i >= 0; i--)
        {
            if (Type().Match(lines[i]) is { Success: true } type && type.Groups["indent"].Length == indent - 4)
            {
                return type.Groups["name"].Value;
            }
        }

        return "";
    }

    [GeneratedRegex(@"// (?<word>sick|also): (?<variant>[a-z-]+) (?<mode>[a-z-]+)$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(?<indent>( {4})+)(public|private|internal|protected) (?!.*\b(class|record|new)\b.*[;{]?$)([^(=;]* )?(?<name>\w+)(<\w+>)?\(")]
    private static partial Regex Member();

    [GeneratedRegex(@"^(?<indent> *)(public|private|internal) .*\b(class|record) (?<name>\w+)")]
    private static partial Regex Type();
}
