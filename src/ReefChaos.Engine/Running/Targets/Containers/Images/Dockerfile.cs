using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>What must be known of a Dockerfile before it is built: which images it stands on, and where its steps are.</summary>
/// <param name="Bases">Of the <c>FROM</c> instructions, with the defaults of <c>ARG</c> put in; without stages and <c>scratch</c>.</param>
/// <param name="DefaultBase">Of <c>ARG BASE_IMAGE=…</c>; null where there is none, so that no other base can be put in.</param>
/// <param name="StepLines">The line of each step, as the engine counts them.</param>
/// <param name="TakesBuilder">It declares <see cref="ImageBuilder.Argument"/>; an argument that none declares would be warned of.</param>
internal sealed partial record Dockerfile(IReadOnlyList<string> Bases, string? DefaultBase, IReadOnlyList<int> StepLines, bool TakesBuilder)
{
    public const string BaseArgument = "BASE_IMAGE";

    [GeneratedRegex(@"\$\{(?<name>\w+)(:?-(?<default>[^}]*))?\}|\$(?<name>\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^FROM\s+(--\S+\s+)*(?<image>\S+)(\s+AS\s+(?<stage>\S+))?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex From();

    [GeneratedRegex(@"(?<name>\w+)=(""(?<value>[^""]*)""|'(?<value>[^']*)'|(?<value>\S*))")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^ARG\s+" + ImageBuilder.Argument + @"\b", RegexOptions.IgnoreCase)]
    private static partial Regex BuilderArgument();

    /// <remarks>What cannot be understood is left out: the engine reads the file too, and names its mistakes.</remarks>
    public static Dockerfile Parse(string text)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        var bases = new List<string>();
        var lines = new List<int>();
        var inStage = false;
        var takesBuilder = false;
        foreach (var (line, instruction) in Instructions(text))
        {
            lines.Add(line);
            takesBuilder |= BuilderArgument().IsMatch(instruction);
            if (From().Match(instruction) is { Success: true } from)
            {
                inStage = true;
                var image = Expand(from.Groups["image"].Value, arguments);
                if (image.Length > 0 && !stages.Contains(image) && !bases.Contains(image))
                {
                    bases.Add(image);
                }

                stages.Add(from.Groups["stage"].Value);
            }
            else if (!inStage && instruction.StartsWith("ARG", StringComparison.OrdinalIgnoreCase))
            {
                foreach (Match assignment in Assignment().Matches(instruction))
                {
                    arguments[assignment.Groups["name"].Value] = assignment.Groups["value"].Value;
                }
            }
        }

        return new Dockerfile(bases, arguments.GetValueOrDefault(BaseArgument), lines, takesBuilder);
    }

    private static string Expand(string text, Dictionary<string, string> arguments) => Variable().Replace(
        text, v => arguments.TryGetValue(v.Groups["name"].Value, out var value) && value.Length > 0 ? value : v.Groups["default"].Value);

    /// <summary>Comments are taken out, and continued lines joined; each with the number of its first line.</summary>
    private static IEnumerable<(int Line, string Text)> Instructions(string text)
    {
        var (begun, first) = ("", 0);
        foreach (var (number, line) in text.Split('\n').Select((l, i) => (i + 1, l.Trim())))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            first = begun.Length == 0 ? number : first;
            begun += line.TrimEnd('\\');
            if (!line.EndsWith('\\'))
            {
                yield return (first, begun);
                begun = "";
            }
        }

        if (begun.Length > 0)
        {
            yield return (first, begun);
        }
    }
}
