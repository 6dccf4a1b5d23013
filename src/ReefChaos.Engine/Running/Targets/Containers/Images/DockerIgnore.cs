using System.Text;
using System.Text.RegularExpressions;

namespace ReefChaos.Engine.Running.Targets.Containers.Images;

/// <summary>The rules of a <c>.dockerignore</c> file: the last one that matches a path, or a folder above it, decides.</summary>
internal sealed class DockerIgnore
{
    public const string FileName = ".dockerignore";

    private readonly List<(Regex Pattern, bool Ignored)> rules;

    private DockerIgnore(List<(Regex Pattern, bool Ignored)> rules)
    {
        this.rules = rules;
    }

    /// <summary>Whether an ignored folder must be looked into all the same, since something in it may be taken back in.</summary>
    public bool HasExceptions => rules.Exists(r => !r.Ignored);

    public static DockerIgnore Parse(string text) => new([.. text.Split('\n')
        .Select(l => l.Trim())
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => (Ignored: l[0] != '!', Path: l.TrimStart('!').Trim().Trim('/')))
        .Select(r => (Translate(r.Path.StartsWith("./", StringComparison.Ordinal) ? r.Path[2..] : r.Path), r.Ignored))]);

    /// <param name="path">Below the context's folder, with slashes.</param>
    public bool Ignores(string path) => rules.FindLast(r => r.Pattern.IsMatch(path)) is { Pattern: not null, Ignored: true };

    private static Regex Translate(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            regex.Append(pattern[i..] switch
            {
                ['*', '*', '/', ..] => Skip(2, "(.*/)?"),
                ['*', '*', ..] => Skip(1, ".*"),
                ['*', ..] => "[^/]*",
                ['?', ..] => "[^/]",
                ['[', .. var rest] when rest.IndexOf(']', StringComparison.Ordinal) is > 0 and var end => Skip(end + 1, $"[{rest[..end]}]"),
                ['\\', var escaped, ..] => Skip(1, Regex.Escape($"{escaped}")),
                [var plain, ..] => Regex.Escape($"{plain}"),
                _ => "",
            });

            string Skip(int count, string meaning)
            {
                i += count;
                return meaning;
            }
        }

        return new Regex(regex.Append("(/.*)?$").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
