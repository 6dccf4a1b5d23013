using System.Xml.Linq;

namespace ReefChaos.Tests.House;

/// <summary>Who may reference whom. An edge that is not listed is an error, also for a project that is new.</summary>
public sealed class DependencyEdgesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ReefChaos"] = [],
        ["ReefChaos.Agent"] = ["ReefChaos"],
        ["ReefChaos.Analyzers"] = [],
        ["ReefChaos.Cli"] = ["ReefChaos.Engine"],
        ["ReefChaos.Engine"] = ["ReefChaos"],
        ["ReefChaos.Load"] = ["ReefChaos"],
        ["ReefChaos.Load.NBomber"] = ["ReefChaos"],
        ["ReefChaos.Shop"] = ["ReefChaos"],
        ["ReefChaos.Warden"] = ["ReefChaos"],
        ["ReefChaos.Xunit"] = ["ReefChaos.Engine"],
    };

    public static TheoryData<string> Projects() =>
        [.. Directory.GetFiles(Repository.At("src"), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_allows(string project)
    {
        Allowed.ShouldContainKey(project);
        Edges(project).ShouldBeSubsetOf(Allowed[project]);
    }

    [Fact]
    public void The_vocabulary_stands_on_the_base_class_library_alone()
    {
        var project = XDocument.Load(Repository.At("src", "ReefChaos", "ReefChaos.csproj"));

        project.Descendants("PackageReference").ShouldBeEmpty();
        project.Descendants("FrameworkReference").ShouldBeEmpty();
    }

    /// <summary>A companion that is only carried along as files is no edge: nothing of it is compiled against.</summary>
    private static IEnumerable<string> Edges(string project) => Directory
        .GetFiles(Repository.At("src", project), "*.*proj").Concat(Directory.GetFiles(Repository.At("src", project), "*.targets"))
        .SelectMany(f => XDocument.Load(f).Descendants("ProjectReference"))
        .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
        .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
}
