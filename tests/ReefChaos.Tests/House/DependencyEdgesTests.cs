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
        ["ReefChaos.Diagnoser"] = ["ReefChaos"],
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

    /// <summary>They are strangers to us, as the services of others are; and what diagnoses them may not know them.</summary>
    [Fact]
    public void The_patients_of_the_cause_benchmark_know_nobody_and_nobody_knows_them()
    {
        XDocument.Load(Repository.At("tests", "ReefChaos.Patients", "ReefChaos.Patients.csproj")).Descendants("ProjectReference").ShouldBeEmpty();

        var all = new[] { "src", "tests" }.SelectMany(f => Directory.GetFiles(Repository.At(f), "*.csproj", SearchOption.AllDirectories)).ToList();
        var referenced = all.SelectMany(f => XDocument.Load(f).Descendants("ProjectReference")).Select(r => (string)r.Attribute("Include")!).ToList();
        referenced.ShouldContain(r => r.EndsWith("ReefChaos.Engine.csproj", StringComparison.Ordinal));
        referenced.ShouldNotContain(r => r.EndsWith("ReefChaos.Patients.csproj", StringComparison.Ordinal));
    }

    /// <summary>A companion that is only carried along as files is no edge: nothing of it is compiled against.</summary>
    private static IEnumerable<string> Edges(string project) => Directory
        .GetFiles(Repository.At("src", project), "*.*proj").Concat(Directory.GetFiles(Repository.At("src", project), "*.targets"))
        .SelectMany(f => XDocument.Load(f).Descendants("ProjectReference"))
        .Where(r => (string?)r.Attribute("ReferenceOutputAssembly") != "false")
        .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!));
}
