using System.Text.RegularExpressions;

namespace ReefChaos.Tests.House.Guide;

/// <param name="Page">Seen from the repository.</param>
/// <param name="Language">Empty for an indented block, and for a fence that names none: both are for a shell.</param>
public sealed partial record CodeBlock(string Page, string Language, string Text)
{
    public static IReadOnlyList<CodeBlock> All { get; } =
        [.. new[] { "README.md", "templates/README.md" }.Concat(Directory.GetDirectories(Repository.At("src"))
            .Select(d => $"src/{Path.GetFileName(d)}/README.md").Where(p => File.Exists(Repository.At(p)))).SelectMany(In)];

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)\n```$|(?<=\n\n)(?<text>(    [^\n]+\n)+)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    public override string ToString() => $"{Page}: {Text.Split('\n')[0].Trim()}";

    private static IEnumerable<CodeBlock> In(string page) => Block().Matches(File.ReadAllText(Repository.At(page)))
        .Select(m => new CodeBlock(page, m.Groups["language"].Value, m.Groups["text"].Value));
}
