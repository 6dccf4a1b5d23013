using System.Text.RegularExpressions;

namespace ReefChaos.Tests.House;

public sealed partial class LinksTests
{
    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex LocalLink();

    public static TheoryData<string> Pages() =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetDirectories(Repository.At("src")).Append(Repository.At("templates")).SelectMany(d => Directory.GetFiles(d, "*.md")))
            .Select(f => Path.GetRelativePath(Repository.Root, f)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_of_a_page_leads_somewhere(string page) => LocalLink()
        .Matches(File.ReadAllText(Repository.At(page)))
        .Select(m => m.Groups[1].Value)
        .Where(link => !Path.Exists(Repository.At(Path.GetDirectoryName(page)!, link)))
        .ShouldBeEmpty();
}
